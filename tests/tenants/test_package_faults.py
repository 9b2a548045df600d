"""Faults in what is sold and its parts: packages, features, placeholders, shares."""

from pathlib import Path

import pytest

from tenants.model import PlaceholderType
from tests.tenants.tenant_files import findings, lines, replaced

FEATURES = "'chosen-number', 'message-expiry', 'opt-in-keywords', 'replies'"
TYPES = ", ".join(f"'{each}'" for each in sorted(PlaceholderType))
AN_AMOUNT = "write it in quotes, with a decimal point: '4.50'"
A_SHARE = "write it in quotes, with a decimal point: '0.35'"
NAME_OF_64 = "write type: name and longest: 64"
ITEM = "{type: text, longest: 30, example: bike}"
SHOP = "repair-done.placeholders: shop is the tenant's name, but is declared as"

FAULTS = {
    "feature nobody knows": (
        "packages",
        "features: [chosen-number",
        "features: [chosen-numbers",
        "16:14: silver.features[0]: 'chosen-numbers' is not in tenants/catalogue/features.yaml",
        f"did you mean 'chosen-number'? allowed: {FEATURES}",
    ),
    "feature twice": (
        "packages",
        "replies]",
        "replies, replies]",
        "16:3: silver.features: listed more than once: 'replies'",
        "list each only once",
    ),
    "no features said": (
        "packages",
        "  features: []\n",
        "",
        "1:1: bronze.features: this key is missing",
        "add 'features: ...'",
    ),
    "number for price": (
        "packages",
        '"39.00"',
        "39.00",
        "5:20: bronze.price_per_month: expected an amount in US dollars, got 39.0",
        AN_AMOUNT,
    ),
    "no phone number": (
        "packages",
        "phone_numbers: 1",
        "phone_numbers: 0",
        "6:18: bronze.phone_numbers: expected the value to be greater than or equal to 1, got 0",
        "correct the value",
    ),
    "half a phone number": (
        "packages",
        "phone_numbers: 1",
        "phone_numbers: 1.5",
        "6:18: bronze.phone_numbers: expected a whole number, got 1.5",
        "write digits only, without quotes",
    ),
    "unknown support": (
        "packages",
        "e-mail",
        "fax",
        "7:12: bronze.support: expected 'e-mail', 'business-hours' or 'around-the-clock', got 'fax'",
        "use one of these values",
    ),
    "feature of no field": (
        "features",
        "[phone_number.number]",
        "[]",
        "4:3: chosen-number.used_by: expected at least 1 entry, got none",
        "add entries",
    ),
    "no path": (
        "features",
        "phone_number.number",
        "phone number",
        "4:13: chosen-number.used_by[0]: expected the path of a field, got 'phone number'",
        "write its keys separated by dots: campaign.opt_in_keywords",
    ),
    "unknown ring": (
        "features",
        "[beta]",
        "[gamma]",
        "13:11: opt-in-keywords.rings[0]: expected 'beta' or 'general', got 'gamma'",
        "use one of these values",
    ),
    "no ring": (
        "features",
        "[beta]",
        "[]",
        "13:3: opt-in-keywords.rings: expected at least 1 entry, got none",
        "add entries",
    ),
    "unknown traffic": (
        "templates",
        "traffic: transactional",
        "traffic: marketing",
        "3:12: order-ready.traffic: expected 'transactional' or 'promotional', got 'marketing'",
        "use one of these values",
    ),
    "unknown type": (
        "templates",
        "type: text",
        "type: word",
        "15:18: repair-done.placeholders.item.type: 'word' is not allowed here",
        f"did you mean 'order'? allowed: {TYPES}",
    ),
    "example alone": (
        "templates",
        ITEM,
        "bike",
        "15:11: repair-done.placeholders.item: expected a mapping, got 'bike'",
        "write indented 'key: value' lines below the key",
    ),
    "no room": (
        "templates",
        "longest: 30",
        "longest: 0",
        "15:33: repair-done.placeholders.item.longest: expected the value to be greater than or equal to 1, got 0",
        "correct the value",
    ),
    "more than a message": (
        "templates",
        "longest: 30",
        "longest: 1601",
        "15:33: repair-done.placeholders.item.longest: expected the value to be less than or equal to 1600, got 1601",
        "correct the value",
    ),
    "example too long": (
        "templates",
        "longest: 30",
        "longest: 3",
        "15:45: repair-done.placeholders.item.example: the example has 4 characters, but longest is 3",
        "shorten it, or raise longest",
    ),
    "shop too short": (
        "templates",
        "{type: name, longest: 64, example: Acme}\n    item",
        "{type: name, longest: 63, example: Acme}\n    item",
        f"13:3: {SHOP} name of up to 63 characters",
        NAME_OF_64,
    ),
    "shop no name": (
        "templates",
        "{type: name, longest: 64, example: Acme}\n    item",
        "{type: text, longest: 64, example: Acme}\n    item",
        f"13:3: {SHOP} text of up to 64 characters",
        NAME_OF_64,
    ),
    "read again before it was read": (
        "price-book",
        "review_after: 2027-03-31",
        "review_after: 2026-09-29",
        "3:75: brands.standard.review_after: 2026-09-29 is not after 2026-09-29, the date it was read",
        "write a later date",
    ),
    "never read again": (
        "price-book",
        "review_after: 2027-03-31, ",
        "",
        "3:3: brands.standard.review_after: this key is missing",
        "add 'review_after: ...'",
    ),
    "too little traffic": (
        "price-book",
        '"0.4"',
        '"0.399999"',
        "24:1: carriers: the shares add up to 0.999999, not to 1",
        "correct them: each message has one carrier",
    ),
    "too much traffic": (
        "price-book",
        'us_cellular: {share: "0"',
        'us_cellular: {share: "0.01"',
        "24:1: carriers: the shares add up to 1.01, not to 1",
        "correct them: each message has one carrier",
    ),
    "carrier left out": (
        "price-book",
        '  us_cellular: {share: "0", date: 2025-12-31, review_after: 2027-01-31, source: D}\n',
        "",
        "24:1: carriers: no share for us_cellular",
        "give every carrier a share; '0' is allowed",
    ),
    "unknown carrier": (
        "price-book",
        "  us_cellular: {share",
        "  sprint: {share",
        "27:3: carriers.sprint: expected 'att', 't_mobile', 'us_cellular' or 'verizon', got 'sprint'",
        "use one of these values",
    ),
    "share in percent": (
        "price-book",
        '"0.4"',
        '"40"',
        "28:20: carriers.verizon.share: expected a share from 0 to 1, got '40'",
        A_SHARE,
    ),
    "unquoted share": (
        "price-book",
        '"0.4"',
        "0.4",
        "28:20: carriers.verizon.share: expected a share from 0 to 1, got 0.4",
        A_SHARE,
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_what_is_sold_is_found(fault: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    """Each is a finding at its line and column, with what is allowed."""
    name, old, new, line, remedy = fault
    file = f"catalogue/{name}.yaml"
    found = findings(tmp_path, replaced(file, old, new))
    assert list(map(str, found)) == [f"tenants/{file}:{line}\n  {remedy}"]


def test_no_package_is_blamed_for_features_that_cannot_be_read(tmp_path: Path) -> None:
    """Without the list of features nobody can know that a feature is unknown."""
    found = findings(tmp_path, {"catalogue/features.yaml": "- replies"})
    assert lines(found) == ["tenants/catalogue/features.yaml:1:1: expected a mapping at the top level"]


def test_an_unknown_feature_is_found_beside_other_faults(tmp_path: Path) -> None:
    """It is reported even if the package has other faults."""
    changes = replaced("catalogue/packages.yaml", "features: []", "features: [fax, 5]\n  color: red")
    assert lines(findings(tmp_path, changes)) == [
        "tenants/catalogue/packages.yaml:8:14: bronze.features[0]: 'fax' is not in tenants/catalogue/features.yaml",
        "tenants/catalogue/packages.yaml:8:19: bronze.features[1]: expected text, got 5",
        "tenants/catalogue/packages.yaml:9:3: bronze.color: unknown key",
    ]

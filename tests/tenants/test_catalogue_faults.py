"""Faults in the catalogue: the vendor, the packages, the prices and the templates."""

import shutil
from pathlib import Path

import pytest

from tenants.model import UseCase, read_tenants
from tests.owl_inc import TENANTS
from tests.tenants.tenant_files import findings, replaced

AN_ID = "use 2 to 40 lowercase letters, digits and hyphens, starting with a letter: 'acme-surf'"
NAME_PLACEHOLDERS = "write placeholders as {{name}}, in lowercase letters"
LONG_BODY = "{{shop}}: aaaaaaaaaaaaaaaaa...done. Reply STOP to opt out."
DISAGREE = "13:3: repair-done.placeholders: placeholders don't match the body:"
AN_AMOUNT = "write it in quotes, with a decimal point: '4.50'"
A_DATE = "write year, month and day: 2026-12-31"
USE_CASES = ", ".join(sorted(f"'{each}'" for each in UseCase))
PACKAGE = (
    "title: S, description: S, messages_per_day: 1, price_per_month: '1', phone_numbers: 1, "
    "support: e-mail, features: []"
)
PACKAGE_KEYS = (
    "'defaults', 'delivery_rate_floor', 'description', 'features', 'messages_per_day', 'phone_numbers', "
    "'price_per_month', 'support', 'title', 'trial'"
)
TRIAL = """\
  trial:
    days: 30
    sends_as: {sends_as}
    highest_cost: "5.00"
silver:
"""
DECLARE = "declare each placeholder in the body once, with type, longest and example"

FAULTS = {
    "plain http": (
        "isv",
        "https://hooks",
        "http://hooks",
        "2:12: callbacks: expected an https URL, got 'http://hooks.owl.example'",
        "write https://, a host and a path; customers' messages are sent there",
    ),
    "a trial that is not free": (
        "packages",
        "silver:\n",
        TRIAL.format(sends_as="acme"),
        "9:3: bronze.trial: a trial is free, but price_per_month is 39.00",
        "write '0.00', or remove trial",
    ),
    "a trial that sends as nobody": (
        "packages",
        '"39.00"\n  phone_numbers: 1\n  support: e-mail\n  features: []\nsilver:\n',
        '"0.00"\n  phone_numbers: 1\n  support: e-mail\n  features: []\n' + TRIAL.format(sends_as="acne"),
        "11:15: bronze.trial.sends_as: 'acne' is not a tenant",
        "did you mean 'acme'? allowed: 'acme', 'birch'",
    ),
    "last slash": (
        "isv",
        ".example",
        ".example/",
        "2:12: callbacks: expected a base URL, got 'https://hooks.owl.example/'",
        "remove the trailing slash, the query and the fragment",
    ),
    "no mailbox": (
        "isv",
        "compliance@owl.example",
        "compliance",
        "3:19: compliance_email: expected an e-mail address, got 'compliance'",
        "write it as name@example.com",
    ),
    "unquoted price": (
        "price-book",
        '"4.50"',
        "4.50",
        "4:33: brands.low_volume_standard.amount: expected an amount in US dollars, got 4.5",
        AN_AMOUNT,
    ),
    "price with a sign": (
        "price-book",
        '"4.50"',
        "$4.50",
        "4:33: brands.low_volume_standard.amount: expected an amount in US dollars, got '$4.50'",
        AN_AMOUNT,
    ),
    "other unit": (
        "price-book",
        "unit: month",
        "unit: year",
        "10:40: campaigns.monthly.LOW_VOLUME.unit: expected 'month', got 'year'",
        "use this value",
    ),
    "other currency": ("price-book", "USD", "EUR", "1:11: currency: expected 'USD', got 'EUR'", "use this value"),
    "no day": (
        "price-book",
        "2026-09-29",
        "2026-13-29",
        "3:49: brands.standard.date: '2026-13-29' is not a valid date",
        "correct the month or the day",
    ),
    "no source": (
        "price-book",
        ", source: A}",
        "}",
        "3:3: brands.standard.source: this key is missing",
        "add 'source: ...'",
    ),
    "unknown use case": (
        "price-book",
        "SOLE_PROPRIETOR: ",
        "SOLE_PROPRIETORS: ",
        "11:5: campaigns.monthly.SOLE_PROPRIETORS: 'SOLE_PROPRIETORS' is not allowed here",
        f"did you mean 'SOLE_PROPRIETOR'? allowed: {USE_CASES}",
    ),
    "unknown price": (
        "price-book",
        "  local:",
        '  mobile: {amount: "2.15", unit: month, date: 2026-09-29, source: C}\n  local:',
        "14:3: phone_numbers.mobile: unknown key",
        "allowed: 'international', 'local', 'toll_free'",
    ),
    "unknown key": (
        "packages",
        "  title: Bronze",
        "  title: Bronze\n  price: 5",
        "3:3: bronze.price: unknown key",
        f"allowed: {PACKAGE_KEYS}",
    ),
    "no id": (
        "packages",
        "bronze:",
        f"Silver plus: {{{PACKAGE}}}\nbronze:",
        "1:1: ['Silver plus']: expected an id, got 'Silver plus'",
        AN_ID,
    ),
    "nothing allowed": (
        "packages",
        "50",
        "0",
        "4:21: bronze.messages_per_day: expected the value to be greater than or equal to 1, got 0",
        "correct the value",
    ),
    "unknown key of a template": (
        "templates",
        "language: en\n",
        "language: en\n  tongue: en\n",
        "3:3: order-ready.tongue: unknown key",
        "allowed: 'body', 'language', 'placeholders', 'traffic'",
    ),
    "unknown key of a placeholder": (
        "templates",
        "{type: text",
        "{color: red, type: text",
        "15:12: repair-done.placeholders.item.color: unknown key",
        "allowed: 'example', 'longest', 'type'",
    ),
    "country for language": (
        "templates",
        "en_US",
        "NO",
        "10:13: repair-done.language: expected a language code, got 'NO'",
        "write it as Twilio does: 'en' or 'en_US'",
    ),
    "no shop": (
        "templates",
        "{{shop}}: your",
        "Your",
        "12:9: repair-done.body: the text does not name the shop",
        "name the sender: start with '{{shop}}: '",
    ),
    "no way to opt out": (
        "templates",
        "done. Reply STOP to opt out.",
        "done.",
        "12:9: repair-done.body: the text does not say how to opt out",
        "end it with 'Reply STOP to opt out.'",
    ),
    "single braces": (
        "templates",
        "{{item}}",
        "{item}",
        "12:9: repair-done.body: a brace outside a placeholder",
        NAME_PLACEHOLDERS,
    ),
    "numbered placeholder": (
        "templates",
        "{{item}}",
        "{{1}}",
        "12:9: repair-done.body: a brace outside a placeholder",
        NAME_PLACEHOLDERS,
    ),
    "too long": (
        "templates",
        "your {{item}}",
        f"{'a' * 1600} {{{{item}}}}",
        f"12:9: repair-done.body: expected the value to have at most 1600 characters, got '{LONG_BODY}'",
        "correct the value",
    ),
    "undeclared placeholder": (
        "templates",
        "    item: {type: text, longest: 30, example: bike}\n",
        "",
        f"{DISAGREE} not declared: item; not in the body: none",
        DECLARE,
    ),
    "unused placeholder": (
        "templates",
        "    item: {type",
        "    color: {type: text, longest: 9, example: red}\n    item: {type",
        f"{DISAGREE} not declared: none; not in the body: 'color'",
        DECLARE,
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_the_catalogue_is_found(fault: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    """The catalogue is checked as strictly as the tenants, and no tenant gets a finding for it."""
    name, old, new, line, remedy = fault
    file = f"catalogue/{name}.yaml"
    found = findings(tmp_path, replaced(file, old, new))
    assert list(map(str, found)) == [f"tenants/{file}:{line}\n  {remedy}"]


def test_a_trial_that_nobody_is_on_needs_no_sender(tmp_path: Path) -> None:
    """Its tenants may all be gone, and those of others are still checked."""
    tenants = tmp_path / "tenants"
    shutil.copytree(TENANTS, tenants)
    with (tenants / "catalogue" / "packages.yaml").open("a", encoding="utf-8") as file:
        file.write("trial:\n  title: S\n  description: S\n  messages_per_day: 1\n  price_per_month: '0.00'\n")
        file.write("  phone_numbers: 1\n  support: e-mail\n  features: []\n")
        file.write(TRIAL.format(sends_as="gone").removesuffix("silver:\n"))

    assert read_tenants(tenants).findings == ()

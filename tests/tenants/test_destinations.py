"""The countries that a tenant texts, and the names it sends from there."""

from pathlib import Path

import pytest

from finance.margin import margin_of_tenant
from tenants.model import countries_texted
from tests.international import PRICES
from tests.tenants.tenant_files import GOOD_FILES, findings, lines, load

ABROAD = "[US, GB, DE]"
NAMES = "senders:\n  alphanumeric: {default: ACME, by_country: {GB: ACME UK}, opt_out_url: https://acme.example/stop}\n"
BEA = """\
contacts:
  bea:
    name: Bea
    phone_number: "+447700900123"
    consent: {given_at: 2026-10-05T16:20:00Z, how: in-person, recorded_by: Ada}
"""
BOTH = "a name is the sender outside the US and Canada only, and the tenant texts no other country"


TO_DO = {
    "does not text": "add the country to messaging.destinations, or remove this",
    BOTH: "add the country to messaging.destinations, or remove this",
    "can't be the sender": "remove it there: numbers are used",
    "expected default or by_country": "write default: FALCONS or by_country: {GB: FALCONS}",
    "sender ID": "write 1 to 11 letters, digits, spaces and + - _ &, not only digits: 'FALCONS'",
    "this key is missing": "add 'opt_out_url: ...'",
    "at least 1 entry": "add entries",
    "country code": "write the ISO 3166 code in capitals: DE, or GB for the United Kingdom",
}
"""What to do, by a part of the finding."""


def acme(destinations: str, text: str) -> dict[str, str]:
    """Return the file of a tenant with these destinations and sections."""
    return {
        "acme.yaml": GOOD_FILES["acme.yaml"].replace("messaging:\n", f"messaging:\n  destinations: {destinations}\n")
        + text,
        "catalogue/price-book.yaml": GOOD_FILES["catalogue/price-book.yaml"].replace("messages:\n", PRICES, 1),
    }


def test_a_tenant_texts_other_countries(tmp_path: Path) -> None:
    """Its contacts may be there, and each country has the name that recipients see."""
    tenants = load(tmp_path, acme(ABROAD, NAMES + BEA))
    names = tenants.by_id["acme"].alphanumeric
    assert names
    assert [names.sender_in(each) for each in ("GB", "DE", "US")] == ["ACME UK", "ACME", None]
    assert names.names() == {None: "ACME", "GB": "ACME UK"}
    assert countries_texted(tenants) == ["DE", "GB", "US"]


@pytest.mark.parametrize(
    ("destinations", "text", "fault"),
    [
        ("[US]", BEA, "contacts.bea.phone_number: '+447700900123' is in GB, which the tenant does not text"),
        (
            "[US]",
            NAMES.replace("default: ACME, ", ""),
            "senders.alphanumeric.by_country.GB: the tenant does not text GB",
        ),
        ("[US]", NAMES.replace(", by_country: {GB: ACME UK}", ""), f"senders.alphanumeric.default: {BOTH}"),
        (
            ABROAD,
            NAMES.replace("GB: ACME UK", "US: ACME"),
            "senders.alphanumeric: a name can't be the sender in US",
        ),
        (
            ABROAD,
            NAMES.replace("default: ACME, ", "").replace("{GB: ACME UK}", "{}"),
            "senders.alphanumeric: expected default or by_country",
        ),
        (
            ABROAD,
            NAMES.replace("default: ACME,", "default: '12345',"),
            "senders.alphanumeric.default: expected an alphanumeric sender ID, got '12345'",
        ),
        (
            ABROAD,
            NAMES.replace("ACME UK", "Acme Cycles of GB"),
            "senders.alphanumeric.by_country.GB: expected an alphanumeric sender ID, got 'Acme Cycles of GB'",
        ),
        (
            ABROAD,
            NAMES.replace(", opt_out_url: https://acme.example/stop", ""),
            "senders.alphanumeric.opt_out_url: this key is missing",
        ),
        ("[]", "", "messaging.destinations: expected at least 1 entry, got none"),
        ("[gb]", "", "messaging.destinations[0]: expected a two-letter country code, got 'gb'"),
    ],
)
def test_what_does_not_go_together_is_found(tmp_path: Path, destinations: str, text: str, fault: str) -> None:
    """Each is one finding at its place."""
    found = findings(tmp_path, acme(destinations, text))
    assert [each.split(": ", 1)[1] for each in lines(found)] == [fault]
    assert [found[0].remedy] == [remedy for part, remedy in TO_DO.items() if part in fault]


@pytest.mark.parametrize("name", ["Acme", "A", "ACME-UK_1+&", "12 ACME", "ABCDEFGHIJK"])
def test_a_name_has_up_to_eleven_characters(tmp_path: Path, name: str) -> None:
    """Letters, digits, spaces and a few signs, with at least one that is no digit."""
    alphanumeric = load(tmp_path, acme(ABROAD, NAMES.replace("default: ACME", f'default: "{name}"'))).by_id["acme"]
    assert alphanumeric.alphanumeric
    assert alphanumeric.alphanumeric.names() == {None: name, "GB": "ACME UK"}


@pytest.mark.parametrize("name", ["12345", "ABCDEFGHIJKL", "", "Caf\u00e9", "A.B"])
def test_no_other_text_is_a_name(tmp_path: Path, name: str) -> None:
    """The finding says which are."""
    [finding] = findings(tmp_path, acme(ABROAD, NAMES.replace("default: ACME", f'default: "{name}"')))
    assert (finding.message, finding.remedy) == (
        f"expected an alphanumeric sender ID, got '{name}'",
        "write 1 to 11 letters, digits, spaces and + - _ &, not only digits: 'FALCONS'",
    )


def test_a_tenant_may_have_names_in_some_countries_alone(tmp_path: Path) -> None:
    """Without a default, all others get its number."""
    names = load(tmp_path, acme(ABROAD, NAMES.replace("default: ACME, ", ""))).by_id["acme"].alphanumeric
    assert names
    assert names.names() == {"GB": "ACME UK"}
    assert [names.sender_in(each) for each in ("GB", "DE")] == ["ACME UK", None]


def test_a_country_without_a_price_is_refused(tmp_path: Path) -> None:
    """A margin would count its messages as those to the US. The text says what to add where."""
    unpriced = {"catalogue/price-book.yaml": GOOD_FILES["catalogue/price-book.yaml"]}

    found = lines(findings(tmp_path, acme("[US, GB, CA]", "") | unpriced))

    assert [each.split(": ", 1)[1] for each in found] == [
        f"messaging.destinations[{index}]: tenants/catalogue/price-book.yaml has no price for a message to {code}"
        for index, code in ((1, "GB"), (2, "CA"))
    ]
    [british, _] = findings(tmp_path, acme("[US, GB, CA]", "") | unpriced)
    assert "acme.yaml:" in str(british)
    assert "add it there as messages.international.GB, from https://www.twilio.com/en-us/sms/pricing/gb" in str(british)


def test_a_margin_counts_the_dearest_country_that_a_tenant_texts(tmp_path: Path) -> None:
    """Also where it has a name instead of a number."""
    tenants = load(tmp_path, acme(ABROAD, NAMES))
    dearest = margin_of_tenant(tenants.by_id["acme"], tenants).goods.monthly[0]

    assert (dearest.what, str(dearest.unit_price)) == ("messages to DE", "0.11")

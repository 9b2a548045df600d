"""The page docs/countries.md agrees with the catalogue, and `owl qualify` answers with it."""

import json
from pathlib import Path

from typer.testing import CliRunner

from owl.cli import application
from owl.pages.countries import FILE, page
from tenants.model import load_tenants

PROJECT = Path(__file__).resolve().parents[2]


def test_the_page_is_up_to_date() -> None:
    """`owl docs` writes it."""
    written = page(load_tenants(PROJECT / "tenants").countries)

    assert (PROJECT / FILE).read_text("utf-8") == written, f"{FILE} is not what the catalogue says: run `owl docs`"


def test_a_country_is_shown_with_the_next_step() -> None:
    """In any case of letters; one that is not in the table is refused with where to look."""
    shown = CliRunner().invoke(application(), ["countries", "de", "--format", "json"])
    refused = CliRunner().invoke(application(), ["countries", "ZZ"])

    assert "regulatory bundle" in json.loads(shown.stdout)["DE"]["next_step"]
    assert refused.exit_code == 1
    assert "https://www.twilio.com/en-us/guidelines/zz/sms" in str(refused.exception)


def test_a_country_is_shown_with_what_a_bundle_holds() -> None:
    """End user, address, documents and time; where nobody has read that yet, where to look. The table names this."""
    german, french, spanish, table = (CliRunner().invoke(application(), ["countries", *code]).stdout for code in CODES)

    assert "A mobile number for a business takes a bundle (assumed: ask Twilio) with\n" in german
    assert "  end user: business_name, business_registration_number, first_name, last_name\n" in german
    assert "  address: in any country\n" in german
    assert "  a document for proof_of_address: address or utility_bill with the address or commercial_" in german
    assert "  review: about 1 week\n" in german
    assert "power_of_attorney_info: government_issued_document with first_name, last_name of another person\n" in french
    assert "and add `regulations` to senders.mobile of the country in tenants/catalogue/countries.yaml\n" in spanish
    assert "`owl countries CODE` shows what a number's bundle must hold" in table


CODES: tuple[list[str], ...] = (["DE"], ["FR"], ["ES"], [])


def test_another_country_gets_a_next_step_instead_of_a_no(tmp_path: Path) -> None:
    """The finding says what a sender there takes."""
    text = (PROJECT / "tenants" / "alpine-spokes.yaml").read_text("utf-8")
    asked = tmp_path / "alpine-spokes.yaml"
    asked.write_text(text.replace("countries: [US]", "countries: [US, GB, JP]"), "utf-8")

    answer = CliRunner().invoke(application(), ["qualify", str(asked)])

    assert answer.exit_code == 1
    assert "United Kingdom: a mobile number needs an approved regulatory bundle" in answer.stdout
    assert "`owl countries JP` says where to look" in answer.stdout

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


def test_another_country_gets_a_next_step_instead_of_a_no(tmp_path: Path) -> None:
    """The finding says what a sender there takes."""
    text = (PROJECT / "tenants" / "alpine-spokes.yaml").read_text("utf-8")
    asked = tmp_path / "alpine-spokes.yaml"
    asked.write_text(text.replace("countries: [US]", "countries: [US, GB, JP]"), "utf-8")

    answer = CliRunner().invoke(application(), ["qualify", str(asked)])

    assert answer.exit_code == 1
    assert "United Kingdom: a mobile number needs an approved regulatory bundle" in answer.stdout
    assert "`owl countries JP` says where to look" in answer.stdout

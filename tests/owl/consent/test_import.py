"""Contacts from a CSV file: right rows are written, wrong ones are named, nothing else changes."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from owl.cli import application
from tenants.model import read_tenants
from tests.owl_inc import put_owl_inc

SHOP = "freestyle-falcons"
NAMES = "name,phone_number,given_at,how,recorded_by,wording,evidence"
BOB = "Bob Ray,+14155550190,2026-11-02T10:00:00-08:00,web-form,dolores@falcons.example,I agree to texts.,form 17"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tenant's file in a project, which is the current directory."""
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "tenants" / f"{SHOP}.yaml"


def run(*lines: str, names: str = NAMES, encoding: str = "utf-8-sig") -> Result:
    """Import a file with these rows."""
    Path("contacts.csv").write_text("\r\n".join([names, *lines, ""]), encoding, newline="")
    return CliRunner().invoke(application(), ["consent", "import", SHOP, "contacts.csv"])


def test_contacts_are_written_with_their_consent(file: Path) -> None:
    """Comments stay, and a second import changes nothing."""
    before = file.read_text("utf-8")

    first = run(BOB, BOB.replace("Bob Ray", "Bob Ray").replace("0190", "0191").replace("I agree", '"I agree, yes'[1:]))
    after = file.read_text("utf-8")
    second = run(BOB)

    assert f"{SHOP}: 2 added, 0 known already, 0 refused" in first.output
    assert after.startswith(before.rstrip("\n"))
    assert f"{SHOP}: 0 added, 1 known already, 0 refused" in second.output
    assert file.read_text("utf-8") == after
    known = read_tenants(Path("tenants")).tenants
    assert known
    contacts = known.by_id[SHOP].contacts
    assert list(contacts) == ["alice", "bob-ray", "bob-ray-2"]
    consent = contacts["bob-ray"].consent
    assert (consent.how, consent.wording, consent.evidence) == ("web-form", "I agree to texts.", "form 17")


def test_each_wrong_row_is_named_and_the_others_are_written(file: Path) -> None:
    """By its row as a spreadsheet numbers it; exit code 1."""
    cases = {
        BOB.replace("+14155550190", "555-0190"): "row 2: phone_number '555-0190': expected a phone number",
        BOB.replace("-08:00", ""): "row 3: given_at '2026-11-02T10:00:00': expected a date and time with a time zone",
        BOB.replace("web-form", "hearsay"): "row 4: how 'hearsay': ",
        BOB.replace("dolores@falcons.example", ""): "row 5: recorded_by is empty",
        BOB.replace("form 17", '"=HYPERLINK(""https://evil.example"")"'): "row 6: evidence begins with '=', like a",
        BOB.replace("Bob Ray", "'=1+1"): "row 7: name begins with '='",
        BOB.replace("+14155550190", "+14155550188"): "row 8: +14155550188 is already the number of contact alice, with",
        BOB.replace("+14155550190", "'+14155550191"): "",
        BOB.replace("+14155550190", "+14155550191"): "row 10: +14155550191 is the number of row 9 too",
    }

    result = run(*cases)

    assert result.exit_code == 1
    for said in cases.values():
        assert said in result.output
    assert f"{SHOP}: 1 added, 0 known already, 8 refused" in result.output
    assert "+14155550191" in file.read_text("utf-8")
    assert "evil" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("names", "encoding", "message"),
    [
        (NAMES.replace("how,", ""), "utf-8", "lacks how. It needs name, phone_number, given_at, how, recorded_by"),
        (f"{NAMES},e-mail", "utf-8", "has unknown columns 'e-mail'"),
        (NAMES.replace(",", ";"), "utf-8", "separated by commas"),
        (f"{NAMES},name", "utf-8", "has name more than once"),
        (NAMES, "utf-16", "is not in UTF-8"),
    ],
)
def test_a_wrong_file_is_explained(file: Path, names: str, encoding: str, message: str) -> None:
    """Nothing is written, and there is no traceback."""
    before = file.read_bytes()

    result = run(BOB, names=names, encoding=encoding)

    assert (result.exit_code, file.read_bytes()) == (1, before)
    assert message in str(result.exception)


def test_what_a_rule_refuses_is_not_written(file: Path) -> None:
    """It would block every deployment. The number is not shown."""
    before = file.read_bytes()
    result = run(BOB.replace("form 17", "SSN 123-45-6789"))

    assert (result.exit_code, file.read_bytes()) == (1, before)
    assert "contacts.bob-ray.consent.evidence: this looks like a Social Security number" in str(result.exception)
    assert "6789" not in str(result.exception)

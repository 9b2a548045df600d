"""Faults of the catalogue, and those that only show between files."""

from pathlib import Path

import pytest

from tenants import InvalidTenants, load_tenants
from tests.tenants.tenant_files import GOOD_FILES, findings, lines, load, replaced

AN_ID = "use 2 to 40 lower-case letters, digits and hyphens, beginning with a letter: 'acme-surf'"
NAME_PLACEHOLDERS = "write placeholders as {{name}}, in lower-case letters"
LONG_BODY = "{{shop}}: aaaaaaaaaaaaaaaaa...done. Reply STOP to opt out."
DISAGREE = "11:3: repair-done.placeholders: placeholders and body disagree:"
DECLARE = "declare each placeholder of the body once, with an example"

FAULTS = {
    "plain http": (
        "isv",
        "https://hooks",
        "http://hooks",
        "2:12: callbacks: expected an https URL, got 'http://hooks.owl.example'",
        "write https://, a host and a path: customers' messages go there",
    ),
    "last slash": (
        "isv",
        ".example",
        ".example/",
        "2:12: callbacks: expected a URL that paths can be added to, got 'https://hooks.owl.example/'",
        "remove the last slash, the query and the fragment",
    ),
    "unknown key": (
        "packages",
        "  title: Bronze",
        "  title: Bronze\n  price: 5",
        "3:3: bronze.price: unknown key",
        "allowed: 'description', 'messages_per_day', 'title'",
    ),
    "no id": (
        "packages",
        "bronze:",
        "Silver plus: {title: S, description: S, messages_per_day: 1}\nbronze:",
        "1:1: ['Silver plus']: expected an id, got 'Silver plus'",
        AN_ID,
    ),
    "nothing allowed": (
        "packages",
        "50",
        "0",
        "4:21: bronze.messages_per_day: expected the value to be greater than or equal to 1, got 0",
        "change the value to fit",
    ),
    "unknown key of a template": (
        "templates",
        "language: en\n",
        "language: en\n  tongue: en\n",
        "3:3: order-ready.tongue: unknown key",
        "allowed: 'body', 'language', 'placeholders'",
    ),
    "country for language": (
        "templates",
        "en_US",
        "NO",
        "9:13: repair-done.language: expected a language, got 'NO'",
        "write it as Twilio does: 'en' or 'en_US'",
    ),
    "no shop": (
        "templates",
        "{{shop}}: your",
        "Your",
        "10:9: repair-done.body: the text does not name the shop",
        "say who writes: begin with '{{shop}}: '",
    ),
    "no way to opt out": (
        "templates",
        "done. Reply STOP to opt out.",
        "done.",
        "10:9: repair-done.body: the text does not say how to opt out",
        "end it with 'Reply STOP to opt out.'",
    ),
    "single braces": (
        "templates",
        "{{item}}",
        "{item}",
        "10:9: repair-done.body: a brace that is no placeholder",
        NAME_PLACEHOLDERS,
    ),
    "numbered placeholder": (
        "templates",
        "{{item}}",
        "{{1}}",
        "10:9: repair-done.body: a brace that is no placeholder",
        NAME_PLACEHOLDERS,
    ),
    "too long": (
        "templates",
        "your {{item}}",
        f"{'a' * 1600} {{{{item}}}}",
        f"10:9: repair-done.body: expected the value to have at most 1600 characters, got '{LONG_BODY}'",
        "change the value to fit",
    ),
    "undeclared placeholder": (
        "templates",
        "    item: bike\n",
        "",
        f"{DISAGREE} without an example: item; not in the body: none",
        DECLARE,
    ),
    "unused placeholder": (
        "templates",
        "    item: bike\n",
        "    item: bike\n    colour: red\n",
        f"{DISAGREE} without an example: none; not in the body: 'colour'",
        DECLARE,
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_the_catalogue_is_found(fault: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    """The catalogue is checked as strictly as the tenants, and no tenant is blamed for it."""
    name, old, new, line, remedy = fault
    file = f"catalogue/{name}.yaml"
    found = findings(tmp_path, replaced(file, old, new))
    assert list(map(str, found)) == [f"tenants/{file}:{line}\n  {remedy}"]


BIRCH = GOOD_FILES["birch.yaml"]
BETWEEN_FILES = {
    "name is no id": (
        {"9-lives.yaml": BIRCH},
        ["9-lives.yaml:1:1: the file's name is the tenant's id, and '9-lives' is none"],
    ),
    "upper case": (
        {"Birch.yaml": BIRCH},
        [
            "Birch.yaml:1:1: the file's name is the tenant's id, and 'Birch' is none",
            "birch.yaml:1:1: the same id as tenants/Birch.yaml but for upper and lower case or the ending",
        ],
    ),
    "other ending": ({"cedar.YML": BIRCH}, ["cedar.YML:1:1: the file's name ends in '.YML'"]),
    "both endings": (
        {"birch.yml": BIRCH},
        [
            "birch.yml:1:1: the file's name ends in '.yml'",
            "birch.yml:1:1: the same id as tenants/birch.yaml but for upper and lower case or the ending",
        ],
    ),
    "same number": (
        replaced("birch.yaml", 'area_code: "212"', 'number: "+14155550123"'),
        ["birch.yaml:5:11: phone_number.number: '+14155550123' is the number of tenants/acme.yaml:6 already"],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), BETWEEN_FILES.values(), ids=BETWEEN_FILES.keys())
def test_a_fault_between_files_is_found(changes: dict[str, str], expected: list[str], tmp_path: Path) -> None:
    """What only shows when files are seen together names both of them."""
    assert lines(findings(tmp_path, changes)) == [f"tenants/{line}" for line in expected]


def test_all_findings_come_at_once(tmp_path: Path) -> None:
    """Whoever mends the files runs the check once, not once for each fault."""
    changes = {
        **replaced("acme.yaml", "package: silver", "package: silvr\npackage: gold\ncolour: red"),
        **replaced("birch.yaml", "name: Birch", "name: &a Birch\nmessaging: {validity: 0}"),
        **replaced("catalogue/packages.yaml", "  title: Silver\n", ""),
        **replaced("catalogue/isv.yaml", "name: Owl Inc.", "name: [Owl"),
    }
    assert lines(findings(tmp_path, changes)) == [
        "tenants/acme.yaml:3:10: package: 'silvr' is not in tenants/catalogue/packages.yaml",
        "tenants/acme.yaml:4:1: package: this key stands in line 3 already",
        "tenants/acme.yaml:5:1: colour: unknown key",
        "tenants/birch.yaml:1:7: name: anchors and aliases are not allowed",
        "tenants/birch.yaml:2:13: messaging.validity: unknown key",
        "tenants/catalogue/isv.yaml:2:10: not YAML: while parsing a flow sequence, expected ',' or ']', but got ':'",
        "tenants/catalogue/packages.yaml:5:1: silver.title: this key is missing",
    ]


def test_no_tenant_is_blamed_for_a_catalogue_that_cannot_be_read(tmp_path: Path) -> None:
    """Without the list of packages nobody can say that a package is unknown."""
    found = findings(tmp_path, {"catalogue/packages.yaml": "- bronze"})
    assert lines(found) == ["tenants/catalogue/packages.yaml:1:1: expected a mapping at the top"]


def test_a_directory_that_is_not_there_is_found(tmp_path: Path) -> None:
    """A wrong path is a finding with the path in full when it lies elsewhere."""
    with pytest.raises(InvalidTenants, match="can't be read: No such file or directory") as refusal:
        load_tenants(tmp_path / "nowhere")
    assert str(refusal.value).startswith(f"{tmp_path}/nowhere/catalogue/isv.yaml:1:1: ")


def test_a_file_name_cannot_break_the_lines_of_a_report(tmp_path: Path) -> None:
    """A finding is one line and its remedy, whatever a file is called."""
    [finding] = findings(tmp_path, {"a\nb.yaml": BIRCH})
    assert str(finding).splitlines()[0].startswith(r"'tenants/a\nb.yaml':1:1: ")


def test_good_files_have_no_findings(tmp_path: Path) -> None:
    """The files that all tests above break are good as they are."""
    assert list(load(tmp_path).by_id) == ["acme", "birch"]

"""Faults between files, and faults of the directory as a whole."""

from pathlib import Path

import pytest

from tenants.model import InvalidTenants, load_tenants
from tenants.model.sections.field_types import IDENTIFIER_RULE
from tests.tenants.tenant_files import GOOD_FILES, findings, lines, load, replaced

NO_SAMPLES = "this key is missing"
NOT_CLOSED = "invalid YAML: while parsing a flow sequence, expected ',' or ']', but got ':'"
BRAND = f"BN{'0' * 31}a"
BIRCH = GOOD_FILES["birch.yaml"]
BETWEEN_FILES = {
    "name is no id": (
        {"9-lives.yaml": BIRCH},
        ["9-lives.yaml:1:1: the file name is the tenant's id, and '9-lives' is not a valid id"],
    ),
    "upper case": (
        {"Birch.yaml": BIRCH},
        [
            "Birch.yaml:1:1: the file name is the tenant's id, and 'Birch' is not a valid id",
            "birch.yaml:1:1: the file name differs from tenants/Birch.yaml only in case or extension",
        ],
    ),
    "name of the shared account": (
        {"shared.yaml": BIRCH},
        ["shared.yaml:1:1: the id 'shared' is reserved: it names the account that tenants share"],
    ),
    "other ending": ({"cedar.YML": BIRCH}, ["cedar.YML:1:1: the file extension is '.YML', not '.yaml'"]),
    "both endings": (
        {"birch.yml": BIRCH},
        [
            "birch.yml:1:1: the file extension is '.yml', not '.yaml'",
            "birch.yml:1:1: the file name differs from tenants/birch.yaml only in case or extension",
        ],
    ),
    "same number": (
        replaced("birch.yaml", 'area_code: "212"', 'number: "+14155550123"'),
        ["birch.yaml:5:11: phone_number.number: number '+14155550123' is already used in tenants/acme.yaml:6"],
    ),
    "same brand": (
        {
            **replaced("acme.yaml", "brand:", f"brand:\n  registration_sid: {BRAND}"),
            **replaced("birch.yaml", "brand:", f"brand:\n  registration_sid: {BRAND}"),
        },
        [f"birch.yaml:18:21: brand.registration_sid: brand '{BRAND}' is already used in tenants/acme.yaml:34"],
    ),
    "samples of one template": (
        replaced("acme.yaml", "  - order-ready\n", ""),
        [f"acme.yaml:34:1: campaign.samples: {NO_SAMPLES}, and only 2 to 5 templates can replace it (found 1)"],
    ),
    "samples of a long template": (
        replaced("catalogue/templates.yaml", "your {{item}}", f"your {'a' * 1000} {{{{item}}}}"),
        [f"acme.yaml:35:1: campaign.samples: {NO_SAMPLES}, and a template's example is longer than 1024 characters"],
    ),
}


TO_DO = {
    "is not a valid id": IDENTIFIER_RULE,
    "only in case or extension": "remove one of the two files, or rename it",
    "is reserved": "give the tenant another id",
    "not '.yaml'": "rename the file to ID.yaml",
    "number '+14155550123' is already used": "use each number only once",
    f"brand '{BRAND}' is already used": "use each brand only once",
    NO_SAMPLES: "add 'samples:' with 2 to 5 sample messages, one per line, such as "
    '- "Acme: your order is ready. Reply STOP to opt out."',
}
"""What to do, by a part of the message."""


@pytest.mark.parametrize(("changes", "expected"), BETWEEN_FILES.values(), ids=BETWEEN_FILES.keys())
def test_a_fault_between_files_is_found(changes: dict[str, str], expected: list[str], tmp_path: Path) -> None:
    """A fault between two files names both of them, and what to do."""
    found = findings(tmp_path, changes)
    assert lines(found) == [f"tenants/{line}" for line in expected]
    for each in found:
        assert [each.remedy] == [remedy for part, remedy in TO_DO.items() if part in each.message]


def test_all_findings_are_reported_together(tmp_path: Path) -> None:
    """The check reports all faults in one run, not one fault in each run."""
    changes = {
        **replaced("acme.yaml", "package: silver", "package: silvr\npackage: gold\ncolor: red"),
        **replaced("birch.yaml", "name: Birch", "name: &a Birch\nmessaging: {validity: 0}"),
        **replaced("catalogue/packages.yaml", "  title: Silver\n", ""),
        **replaced("catalogue/isv.yaml", "name: Owl Inc.", "name: [Owl"),
    }
    assert lines(findings(tmp_path, changes)) == [
        "tenants/acme.yaml:3:10: package: 'silvr' is not in tenants/catalogue/packages.yaml",
        "tenants/acme.yaml:4:1: package: duplicate key: first defined on line 3",
        "tenants/acme.yaml:5:1: color: unknown key",
        "tenants/birch.yaml:1:7: name: anchors and aliases are not allowed",
        "tenants/birch.yaml:2:13: messaging.validity: unknown key",
        f"tenants/catalogue/isv.yaml:2:10: {NOT_CLOSED}",
        "tenants/catalogue/packages.yaml:9:1: silver.title: this key is missing",
    ]


def test_no_tenant_is_blamed_for_a_catalogue_that_cannot_be_read(tmp_path: Path) -> None:
    """Without the list of packages nobody can know that a package is unknown."""
    found = findings(tmp_path, {"catalogue/packages.yaml": "- bronze"})
    assert lines(found) == ["tenants/catalogue/packages.yaml:1:1: expected a mapping at the top level"]


def test_a_directory_that_is_not_there_is_found(tmp_path: Path) -> None:
    """A wrong path is a finding, with the full path if it is elsewhere."""
    with pytest.raises(InvalidTenants, match="can't be read: No such file or directory") as refusal:
        load_tenants(tmp_path / "nowhere")
    assert str(refusal.value).startswith(f"{tmp_path}/nowhere/catalogue/features.yaml:1:1: ")


def test_a_file_name_cannot_break_the_lines_of_a_report(tmp_path: Path) -> None:
    """A finding is one line and its remedy, whatever a file's name."""
    [finding] = findings(tmp_path, {"a\nb.yaml": BIRCH})
    assert str(finding).splitlines()[0].startswith(r"'tenants/a\nb.yaml':1:1: ")


def test_good_files_have_no_findings(tmp_path: Path) -> None:
    """The files that all tests above break are valid themselves."""
    assert list(load(tmp_path).by_id) == ["acme", "birch"]


def test_samples_are_shown_as_they_are_written(tmp_path: Path) -> None:
    """A tenant with one template gets a line to start with."""
    [finding] = findings(tmp_path, replaced("acme.yaml", "  - order-ready\n", ""))
    assert finding.remedy == (
        "add 'samples:' with 2 to 5 sample messages, one per line, such as "
        '- "Acme: your order is ready. Reply STOP to opt out."'
    )

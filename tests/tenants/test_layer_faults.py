"""Faults in defaults and overrides: each is found at its place, and once."""

from pathlib import Path

import pytest

from tenants.model.sections.tenant import TenantFile
from tenants.model.yaml_files.finding import allowed_instead
from tests.tenants.tenant_files import GOOD_FILES, findings, lines, load

ISV_FILE = "tenants/catalogue/isv.yaml"
ISV = GOOD_FILES["catalogue/isv.yaml"]
ACME = GOOD_FILES["acme.yaml"]
PROD = "environments:\n  prod:\n    "
NO_HAIRCUT = "'haircut' is not in tenants/catalogue/templates.yaml"
ONE_USE_CASE = "expected 'SOLE_PROPRIETOR', the only one for sole proprietors"

DEFAULT_FAULTS = {
    "wrong word": ("  ring: alpha\n", "6:9: defaults.ring: expected 'beta' or 'general', got 'alpha'"),
    "unknown key": ("  name: Acme\n", "6:3: defaults.name: unknown key"),
    "unknown key below": ("  brand: {sid: BN0}\n", "6:11: defaults.brand.sid: unknown key"),
    "number for mapping": ("  campaign: 5\n", "6:13: defaults.campaign: expected a mapping, got 5"),
    "unknown template": (
        "  templates: [haircut]\n",
        "6:15: defaults.templates[0]: 'haircut' is not in tenants/catalogue/templates.yaml",
    ),
    "repeated template": (
        "  templates: [order-ready, order-ready]\n",
        "6:3: defaults.templates: listed more than once: 'order-ready'",
    ),
}


@pytest.mark.parametrize(("text", "line"), DEFAULT_FAULTS.values(), ids=DEFAULT_FAULTS.keys())
def test_a_fault_of_a_default_is_found_in_the_catalogue(text: str, line: str, tmp_path: Path) -> None:
    """It is one finding, however many tenants inherit it, and none of them gets a finding."""
    short = ACME.replace("ring: beta\n", "").replace("templates:\n  - order-ready\n  - repair-done\n", "")
    changes = {"catalogue/isv.yaml": f"{ISV}defaults:\n{text}", "acme.yaml": short, "birch.yaml": short}
    changes["birch.yaml"] = short.replace('number: "+14155550123"', 'area_code: "415"')
    found = lines(findings(tmp_path, changes))
    assert [each for each in found if "isv.yaml" in each] == [f"tenants/catalogue/isv.yaml:{line}"]
    missing = {"ring", "templates"} - {text.split(":", maxsplit=1)[0].strip()}
    assert sorted(each for each in found if "isv.yaml" not in each) == sorted(
        f"tenants/{name}.yaml:2:1: {key}: this key is missing" for name in ("acme", "birch") for key in missing
    )


def test_a_fault_of_a_packages_default_is_found_there(tmp_path: Path) -> None:
    """The same holds for a package's defaults for its tenants."""
    packages = GOOD_FILES["catalogue/packages.yaml"] + "  defaults: {templates: [haircut], color: red}\n"
    assert lines(findings(tmp_path, {"catalogue/packages.yaml": packages})) == [
        f"tenants/catalogue/packages.yaml:17:26: silver.defaults.templates[0]: {NO_HAIRCUT}",
        "tenants/catalogue/packages.yaml:17:36: silver.defaults.color: unknown key",
    ]


def test_a_default_that_contradicts_a_file_is_found_in_the_file(tmp_path: Path) -> None:
    """The default alone is valid: the tenant's file can be changed, and the finding gives the reason."""
    birch = GOOD_FILES["birch.yaml"].replace("  use_case: SOLE_PROPRIETOR\n", "")
    changes = {"catalogue/isv.yaml": f"{ISV}defaults:\n  campaign: {{use_case: MIXED}}\n", "birch.yaml": birch}
    [finding] = findings(tmp_path, changes)
    assert lines((finding,)) == [
        f"tenants/birch.yaml:19:1: campaign.use_case: {ONE_USE_CASE}, got 'MIXED' (default from {ISV_FILE}:6)"
    ]


OVERRIDE_FAULTS = {
    "unknown environment": (
        "environments:\n  staging: {}\n",
        ["47:3: environments.staging: unknown environment: not in tenants/catalogue/isv.yaml"],
    ),
    "override in an override": (
        f"{PROD}environments: {{dev: {{}}}}\n",
        ["48:5: environments.prod.environments: an environment override can't contain environment overrides"],
    ),
    "no mapping": ("environments: prod\n", ["46:15: environments: expected a mapping, got 'prod'"]),
    "no mapping below": (
        "environments: {prod: 5}\n",
        ["46:22: environments.prod: expected a mapping, got 5"],
    ),
    "wrong value": (
        f"{PROD}ring: alpha\n",
        ["48:11: environments.prod.ring: expected 'beta' or 'general', got 'alpha'"],
    ),
    "wrong value below": (
        f"{PROD}messaging: {{validity_period: no}}\n",
        ["48:34: environments.prod.messaging.validity_period: expected a whole number, got 'no'"],
    ),
    "unknown key": (f"{PROD}color: red\n", ["48:5: environments.prod.color: unknown key"]),
    "unknown package": (
        f"{PROD}package: gold\n",
        ["48:14: environments.prod.package: 'gold' is not in tenants/catalogue/packages.yaml"],
    ),
    "unknown entry": (
        f"{PROD}templates: [order-ready, repair-done, haircut]\n",
        ["48:43: environments.prod.templates[2]: 'haircut' is not in tenants/catalogue/templates.yaml"],
    ),
    "two ways": (
        f"{PROD}phone_number: {{area_code: '415'}}\n",
        ["48:5: environments.prod.phone_number: expected either area_code or number"],
    ),
    "what it lacks itself": (
        f"{PROD}state: closed\n    offboarding: {{hold_days: 3}}\n",
        ["49:5: environments.prod.offboarding.on: this key is missing"],
    ),
    "what it makes wrong": (
        f"{PROD}state: closed\n",
        ["2:1: offboarding: this key is missing, but required because state is closed (in prod)"],
    ),
    "duplicate key": (
        f"{PROD}name: A\n    name: B\n",
        ["49:5: environments.prod.name: duplicate key: first defined on line 48"],
    ),
}


TO_DO = {
    "environments.staging: ": "allowed: 'dev', 'prod'",
    "environments.prod.environments: ": "remove it",
    "expected a mapping": "write indented 'key: value' lines below the key",
    "expected 'beta' or 'general'": "use one of these values",
    "expected a whole number": "write digits only, without quotes",
    "color: unknown key": allowed_instead("color", TenantFile.model_fields),
    "is not in tenants/catalogue/packages.yaml": "allowed: 'bronze', 'silver'",
    "is not in tenants/catalogue/templates.yaml": "allowed: 'order-ready', 'repair-done'",
    "expected either area_code or number": "write area_code: '415' or number: '+14155550123'",
    "offboarding.on: ": "add 'on: ...'",
    "state is closed": "add 'offboarding: {on: 2026-12-31, hold_days: 30}'",
    "duplicate key": "remove one of the two",
}
"""What to do, by a part of the finding."""


@pytest.mark.parametrize(("text", "expected"), OVERRIDE_FAULTS.values(), ids=OVERRIDE_FAULTS.keys())
def test_a_fault_of_an_override_is_found_at_the_override(text: str, expected: list[str], tmp_path: Path) -> None:
    """Its place is the override's line and column; if only the override makes the file wrong, it is named."""
    found = findings(tmp_path, {"acme.yaml": ACME + text})
    assert lines(found) == [f"tenants/acme.yaml:{line}" for line in expected]
    for each in found:
        assert [each.remedy] == [remedy for part, remedy in TO_DO.items() if part in f"{each.path}: {each.message}"]


def test_a_fault_of_the_file_is_found_once(tmp_path: Path) -> None:
    """A fault in all environments is reported once, however many there are."""
    both = "environments:\n  dev: {name: A}\n  prod: {name: B, ring: alpha}\n"
    found = findings(tmp_path, {"acme.yaml": ACME.replace("600", "0") + both})
    assert [(each.line, each.path) for each in found] == [
        (12, "messaging.validity_period"),
        (48, "environments.prod.ring"),
    ]


def test_numbers_have_one_owner_in_each_environment(tmp_path: Path) -> None:
    """Two tenants may have one number only in different environments."""
    acme = {"acme.yaml": f'{ACME}environments:\n  dev: {{phone_number: {{number: "+14155550124"}}}}\n'}
    claim = '{phone_number: {area_code: , number: "+14155550124"}}'
    in_dev = {"birch.yaml": f"{GOOD_FILES['birch.yaml']}environments:\n  dev: {claim}\n"}
    in_prod = {"birch.yaml": f"{GOOD_FILES['birch.yaml']}environments:\n  prod: {claim}\n"}
    path, owner = "environments.dev.phone_number.number", "tenants/acme.yaml:47"
    assert lines(findings(tmp_path, acme | in_dev)) == [
        f"tenants/birch.yaml:39:45: {path}: number '+14155550124' is already used in {owner}"
    ]
    assert load(tmp_path, acme | in_prod)


ENVIRONMENT_LISTS = {
    "missing": ("environments: [dev, prod]\n", "", "1:1: environments: this key is missing"),
    "empty": ("[dev, prod]", "[]", "4:1: environments: expected at least 1 entry, got none"),
    "no id": ("[dev, prod]", "[dev, Prod]", "4:21: environments[1]: expected an id, got 'Prod'"),
    "twice": ("[dev, prod]", "[dev, dev]", "4:1: environments: listed more than once: 'dev'"),
}


@pytest.mark.parametrize(("old", "new", "line"), ENVIRONMENT_LISTS.values(), ids=ENVIRONMENT_LISTS.keys())
def test_the_isv_lists_its_environments(old: str, new: str, line: str, tmp_path: Path) -> None:
    """The ISV lists at least one, each once, by an id."""
    found = findings(tmp_path, {"catalogue/isv.yaml": ISV.replace(old, new)})
    assert lines(found) == [f"tenants/catalogue/isv.yaml:{line}"]

"""Defaults, a tenant's file and an environment: which of them applies."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.model import BrandKind, InvalidTenants, Ring, UnknownEnvironment, UseCase, load_tenants, read_tenants
from tenants.model.layers import merge
from tests.registered import brand_of, campaign_of, number_of
from tests.tenants.tenant_files import GOOD_FILES, lines, load, replaced, write_files

DEFAULTS = """\
defaults:
  ring: general
  support_contact: everybody@owl.example
  brand: {kind: standard}
  campaign: {use_case: MIXED, has_embedded_links: false}
"""
SHORT = (
    GOOD_FILES["acme.yaml"]
    .replace("ring: beta\n", "")
    .replace("support_contact: desk@acme.example\n", "")
    .replace("brand:\n  kind: low_volume_standard\n", "")
    .replace("  use_case: LOW_VOLUME\n", "")
    .replace("  has_embedded_links: false\n", "")
)
OF_SILVER = """\
  messages_per_day: 250
  defaults:
    support_contact: silver@owl.example
    brand: {kind: low_volume_standard}
"""
PACKAGES = replaced("catalogue/packages.yaml", "  messages_per_day: 250\n", OF_SILVER)
OVERRIDES = """\
environments:
  dev:
    name: Acme, tried
    templates: [repair-done, order-ready]
    phone_number: {number: , area_code: "415"}
    messaging: {validity_period: 60}
"""
WITH_OVERRIDES = {"acme.yaml": GOOD_FILES["acme.yaml"] + OVERRIDES}


def with_defaults(text: str = DEFAULTS) -> dict[str, str]:
    """Return the ISV's file with defaults."""
    return {"catalogue/isv.yaml": GOOD_FILES["catalogue/isv.yaml"] + text}


def test_what_a_file_leaves_out_comes_from_the_isv(tmp_path: Path) -> None:
    """A default applies where the tenant's file has no value, key by key."""
    tenant = load(tmp_path, {"acme.yaml": SHORT, **with_defaults()}).by_id["acme"]
    assert (tenant.ring, tenant.support_contact) == (Ring.GENERAL, "everybody@owl.example")
    assert brand_of(tenant).kind is BrandKind.STANDARD
    assert campaign_of(tenant).use_case is UseCase.MIXED
    assert campaign_of(tenant).opt_in_keywords == ("READY", "START")


def test_a_packages_defaults_come_after_the_isvs(tmp_path: Path) -> None:
    """A package's default overrides the ISV's default for all tenants."""
    tenant = load(tmp_path, {"acme.yaml": SHORT, **with_defaults(), **PACKAGES}).by_id["acme"]
    assert tenant.support_contact == "silver@owl.example"
    assert brand_of(tenant).kind is BrandKind.LOW_VOLUME_STANDARD
    assert tenant.ring is Ring.GENERAL


def test_a_tenants_file_comes_after_all_defaults(tmp_path: Path) -> None:
    """The tenant's own value overrides both."""
    tenant = load(tmp_path, {**with_defaults(), **PACKAGES}).by_id["acme"]
    assert (tenant.ring, tenant.support_contact) == (Ring.BETA, "desk@acme.example")
    assert campaign_of(tenant).use_case is UseCase.LOW_VOLUME


def test_an_environments_overrides_come_last(tmp_path: Path) -> None:
    """Mappings merge key by key, lists and strings are replaced; an empty key removes the value of the layer below."""
    tenants = load_tenants(write_files(tmp_path, WITH_OVERRIDES), "dev")
    tenant = tenants.by_id["acme"]
    assert tenants.environment == "dev"
    assert tenant.name == "Acme, tried"
    assert tenant.templates == ("repair-done", "order-ready")
    assert (number_of(tenant).area_code, number_of(tenant).number) == ("415", None)
    assert tenant.messaging.inbound_request_url == "https://acme.example/sms"
    assert tenant.messaging.validity_period == 60


@pytest.mark.parametrize("environment", [None, "prod"])
def test_overrides_hold_nowhere_else(environment: str | None, tmp_path: Path) -> None:
    """Another environment, and a program that names none, get the file without its overrides."""
    tenants = load_tenants(write_files(tmp_path, WITH_OVERRIDES), environment)
    assert tenants.environment == environment
    assert tenants.by_id["acme"] == load(tmp_path / "without").by_id["acme"]


def test_another_package_in_an_environment_brings_its_defaults(tmp_path: Path) -> None:
    """The package in that environment decides."""
    text = SHORT.replace("package: silver", "package: bronze") + "environments: {dev: {package: silver}}\n"
    directory = write_files(tmp_path, {"acme.yaml": text, **with_defaults(), **PACKAGES})
    assert brand_of(load_tenants(directory).by_id["acme"]).kind is BrandKind.STANDARD
    assert brand_of(load_tenants(directory, "dev").by_id["acme"]).kind is BrandKind.LOW_VOLUME_STANDARD


def test_an_unknown_environment_is_refused(tmp_path: Path) -> None:
    """The error names it and the known ones."""
    directory = write_files(tmp_path)
    with pytest.raises(UnknownEnvironment, match=r"unknown environment 'staging'; .*isv.yaml lists dev, prod"):
        load_tenants(directory, "staging")


def test_a_field_is_found_where_it_comes_from(tmp_path: Path) -> None:
    """An overridden value is found at the override, a mapping from both layers in the file, a default outside it."""
    places = load_tenants(write_files(tmp_path, WITH_OVERRIDES), "dev").positions["acme"]
    paths = ("name", "templates[1]", "phone_number", "phone_number.area_code", "messaging.inbound_request_url", "ring")
    assert [places.line(path) for path in paths] == [48, 49, 5, 50, 11, 4]


def test_what_an_override_leaves_out_has_no_place(tmp_path: Path) -> None:
    """The second entry of a list is not looked for in the file if the override's list has one."""
    text = f"{GOOD_FILES['acme.yaml']}early_access:\n  - replies\n  - message-expiry\n"
    directory = write_files(tmp_path, {"acme.yaml": f"{text}environments: {{dev: {{early_access: [replies]}}}}\n"})
    assert load_tenants(directory).positions["acme"].line("early_access[1]") == 48
    assert load_tenants(directory, "dev").positions["acme"].line("early_access[1]") == 49


def test_what_is_right_can_be_used(tmp_path: Path) -> None:
    """Valid tenants are returned beside the findings of the others."""
    reading = read_tenants(write_files(tmp_path, replaced("acme.yaml", "name: Acme\n", "")))
    assert reading.tenants
    assert list(reading.tenants.by_id) == ["birch"]
    assert [finding.path for finding in reading.findings] == ["name"]


def test_an_override_that_is_wrong_makes_the_file_wrong(tmp_path: Path) -> None:
    """If no environment is named, the overrides of all are checked; otherwise only those of that environment."""
    directory = write_files(tmp_path, {"acme.yaml": GOOD_FILES["acme.yaml"] + "environments: {dev: {name: 5}}\n"})
    everywhere, in_prod = read_tenants(directory), read_tenants(directory, "prod")
    assert everywhere.tenants
    assert list(everywhere.tenants.by_id) == ["birch"]
    assert (in_prod.findings, len(everywhere.findings)) == ((), 1)


def test_a_number_that_two_tenants_claim_makes_both_unusable(tmp_path: Path) -> None:
    """Nobody knows which of two tenants a number belongs to: neither can be used."""
    two = replaced("birch.yaml", 'area_code: "212"', 'number: "+14155550123"')
    reading = read_tenants(write_files(tmp_path, two))
    assert reading.tenants
    assert dict(reading.tenants.by_id) == {}
    assert [finding.file.name for finding in reading.findings] == ["birch.yaml"]


def test_no_tenant_can_be_used_without_the_catalogue(tmp_path: Path) -> None:
    """A fault in the catalogue makes every tenant unusable."""
    reading = read_tenants(write_files(tmp_path, replaced("catalogue/packages.yaml", "50", "0")))
    assert reading.tenants is None
    assert len(reading.findings) == 1


@pytest.mark.parametrize("catalogue", ["isv", "packages"])
def test_no_tenant_is_blamed_for_defaults_that_cannot_be_read(catalogue: str, tmp_path: Path) -> None:
    """A field that a default may have set does not count as missing."""
    changes = {"acme.yaml": SHORT, **with_defaults(), **PACKAGES, f"catalogue/{catalogue}.yaml": "- a list"}
    with pytest.raises(InvalidTenants) as refusal:
        load(tmp_path, changes)
    assert lines(refusal.value.findings) == [
        f"tenants/catalogue/{catalogue}.yaml:1:1: expected a mapping at the top level"
    ]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


def leaves(value: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """Return values that are not a mapping, by path; an empty mapping counts too."""
    if not isinstance(value, dict) or not value:
        return {path: value}
    return {place: leaf for key, inner in value.items() for place, leaf in leaves(inner, (*path, key)).items()}


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_the_last_layer_that_says_something_holds(layers: list[Any]) -> None:
    """For any layers, the last one's values apply, and the rest stays unless it is replaced."""
    below: Any = {}
    for layer in layers:
        whole, before, last = merge(below, layer), leaves(below), leaves(layer)
        found = leaves(whole)
        for path, value in last.items():
            assert value == {} or found[path] == value
        for path, value in before.items():
            touched = any(path[: len(each)] == each or each[: len(path)] == path for each in last)
            assert touched or found[path] == value
        below = whole


@given(VALUES, VALUES, VALUES)
def test_layers_can_be_merged_in_any_grouping_of_mappings(lowest: Any, middle: Any, top: Any) -> None:
    """Merging mappings in pairs, from below or from above, gives the same if no other value is in between."""
    layers = [{"a": {"b": each}} for each in (lowest, top)]
    assert merge(merge(layers[0], {"a": {"c": middle}}), layers[1]) == merge(
        layers[0], merge({"a": {"c": middle}}, layers[1])
    )

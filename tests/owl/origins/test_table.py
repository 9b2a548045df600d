"""The table of origins is complete, points only to existing fields, and agrees with what the program declares."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, get_args

import pytest
from ruamel.yaml import YAML

from owl.origins.origin import PROGRAM, File, Form, Origin
from owl.origins.resource_inputs import paths_in_tenant
from owl.origins.table import END_USERS, RESOURCES
from owl.program.declared_lines import declared_at
from owl.program.settings import StackSettings, Topology
from providers.core.registry import resources
from providers.core.resource import TwilioResource
from providers.core.settings import Mode
from providers.end_user import ATTRIBUTES
from tenants.model import Package, Ring, Template, Tenant, Tenants, naming
from tenants.model.catalogue.isv import Isv
from tenants.model.naming import ResourceName
from tenants.model.yaml_files.base_model import BaseModel
from tests.owl.origins.tenant_paths import PATHS, model_paths
from tests.owl_inc import TENANTS as OWL_INC
from tests.owl_inc import owl_inc
from tests.providers.tenant import Declared, Program, programs

NOT_DECLARED = {"authorized_representative_2"}
"""Types of end users that the program never declares: a tenant's file has one representative."""

CAMPAIGN_PATHS = ("campaign.opt_in_keywords", "campaign.use_case")


def missing(table: str, name: str, found: set[str]) -> str:
    """Return the message that says what to add to the table."""
    return (
        f"{name} has inputs without an origin: {', '.join(sorted(found))}. Add a row for each to {table}[{name!r}] in "
        'owl/origins/table.py: same("section.field") where the program passes on what a tenant\'s file says, '
        'made_of("section.field") where it makes something of it, program("input") where no file says it'
    )


@pytest.mark.parametrize("kind", resources(), ids=lambda kind: kind.__name__)
def test_every_declared_input_has_an_origin(kind: type[TwilioResource]) -> None:
    """The table has no row for anything but an input."""
    name, declared = kind.__name__, set(kind.provider_class().inputs.model_fields)
    assert name in RESOURCES, f"add Origins for {name} to RESOURCES in owl/origins/table.py"
    rows = set(RESOURCES[name].inputs)

    assert not declared - rows, missing("RESOURCES", name, declared - rows)
    assert not rows - declared, f"{name} has no such inputs: {', '.join(sorted(rows - declared))}"


@pytest.mark.parametrize("type_", sorted(ATTRIBUTES.keys() - NOT_DECLARED))
def test_every_attribute_of_an_end_user_has_an_origin(type_: str) -> None:
    """This holds for each type that a tenant has."""
    attributes, rows = set(ATTRIBUTES[type_].model_fields), set(END_USERS[type_].inputs)

    assert not attributes - rows, missing("END_USERS", type_, attributes - rows)
    assert not rows - attributes, f"{type_} has no such attributes: {', '.join(sorted(rows - attributes))}"


def test_the_table_has_nothing_else() -> None:
    """Each kind and type exists, and each type of end user has a name."""
    assert set(RESOURCES) == {kind.__name__ for kind in resources()}
    assert set(END_USERS) == naming.END_USERS.keys() == ATTRIBUTES.keys() - NOT_DECLARED


def rows() -> Iterator[tuple[str, Origin]]:
    """Return every row of the table, with its subject."""
    for name, origins in {**RESOURCES, **END_USERS}.items():
        yield name, origins.whole
        yield from ((f"{name}.{each}", origin) for each, origin in origins.inputs.items())


@cache
def known(file: File) -> frozenset[str]:
    """Return the paths that a file can have."""
    models: dict[File, Any] = {File.ISV: Isv, File.PACKAGES: Package, File.TEMPLATES: Template}
    if file is File.STACK:
        config = YAML(typ="safe").load(OWL_INC.parent / "Pulumi.prod.yaml")["config"]
        return frozenset(key.removeprefix("owl:") for key in config)
    return PATHS if file is File.TENANT else frozenset(model_paths(models[file]))


def paths_of(origin: Origin) -> list[str]:
    """Return the paths of a row without placeholders."""
    paths = [*origin.paths, *(each.removesuffix(".{part}") for each in origin.of_further)]
    return [path.removeprefix("{part}.").removeprefix("{package}.") for path in paths]


def test_every_path_exists_in_its_file() -> None:
    """Each path exists in the model of the tenants' files, of the catalogue, or among a stack's settings."""
    nowhere = [
        f"{row}: {path} is nothing that {origin.file} can say"
        for row, origin in rows()
        for path in paths_of(origin)
        if path not in known(origin.file)
    ]

    assert nowhere == []
    assert all(bool(origin.paths) == (origin is not PROGRAM) for _, origin in rows())


# The program's declarations.


MAPPED = {path for _, origin in rows() for path in paths_of(origin)}
UNMAPPED = {path for path in PATHS - MAPPED if not path.startswith("phone_number.")}
"""Fields of a tenant's file that have no row in the table. How a number is chosen is mapped as a whole."""

OTHER_VALUES: dict[Any, Any] = {bool: True, int: 7, str: "https://elsewhere.example"}


def with_unmapped_fields(tenant: Tenant) -> Tenant:
    """Return a tenant whose file has every optional field without a row: the program must not use them."""
    changed = tenant.model_copy(deep=True)
    for path in sorted(UNMAPPED):
        *sections, last = path.split(".")
        section: Any = changed
        for each in sections:
            section = getattr(section, each, None)
        if isinstance(section, BaseModel):
            before, annotation = getattr(section, last), type(section).model_fields[last].annotation
            other = [value for kind, value in OTHER_VALUES.items() if kind in {annotation, *get_args(annotation)}]
            if other and before in (None, False):
                section.__dict__[last] = other[0]
    return changed


@cache
def declared() -> tuple[Declared, ...]:
    """Return what the program declares for Owl Inc.'s tenants, as they are and with what should make no difference."""
    tenants = owl_inc()
    changed = {tenant.id: with_unmapped_fields(tenant) for tenant in tenants}
    return (*declared_of(tenants), *declared_of(replace(tenants, by_id=changed)))


def declared_of(tenants: Tenants) -> Program:
    """Return what the program declares for these tenants."""
    settings = StackSettings(
        name="prod",
        account_sid=f"AC{'0' * 32}",
        twilio=Mode.LOCAL,
        topology=Topology.ISOLATED,
        rings=frozenset(Ring),
        primary_customer_profile_sid=f"BU{'0' * 32}",
        protect=True,
        environment="prod",
    )
    return programs({"Owl Inc.": tenants}, settings)["Owl Inc."]


def inputs() -> Iterator[tuple[str, str, Declared, Origin, Any]]:
    """Return every input of every tenant's resources, and every attribute, after its tenant and subject."""
    for each in declared():
        kind, name = each.resource.__name__, ResourceName.parse(each.name)
        owner = naming.account_owner(name.tenant, "prod")
        for input_, origin in RESOURCES[kind].inputs.items():
            yield owner, f"{kind}.{input_} {name.part}", each, origin, each.inputs.get(input_)
        if kind == "EndUser":
            type_, secret = each.inputs["type"], each.inputs["attributes"]
            for attribute, origin in END_USERS[type_].inputs.items():
                yield owner, f"{type_}.{attribute}", each, origin, secret.get("value", secret).get(attribute)


def said(tenant: Tenant, path: str) -> Any:
    """Return the content of a tenant's file, as JSON."""
    value: Any = tenant.model_dump(mode="json")
    for key in path.split("."):
        value = value[key]
    return value


def test_what_is_passed_on_is_what_the_file_says() -> None:
    """The program declares the value at the path, or the list joined by commas."""
    seen = set()
    for owner, what, _, origin, value in inputs():
        if origin.file is File.TENANT and origin.form in {Form.SAME, Form.COMMAS}:
            written = said(owl_inc().by_id[owner], origin.paths[0])
            if written or len(origin.paths) == 1:
                expected = (",".join(written) or None) if origin.form is Form.COMMAS else written
                assert value == expected, f"{owner}: {what} is {value!r}, but {origin.paths[0]} says {expected!r}"
                seen.add(what)
    assert len(seen) > 30


def test_what_is_the_programs_own_is_alike_for_all_tenants() -> None:
    """Except for tenants' ids in names, these values are equal: any other difference needs a row.

    If it fails, write the origin of each named input into `owl/origins/table.py`, instead of `program(...)`.
    """
    values: dict[str, set[str]] = defaultdict(set)
    for owner, what, each, origin, value in inputs():
        if origin is PROGRAM and ".awaits " not in what:
            values[f"{what} {each.inputs.get('type', '')}".rstrip()].add(str(value).replace(owner, "TENANT"))

    assert {what: found for what, found in values.items() if len(found) > 1} == {}


def test_an_error_of_any_resource_has_a_file_to_look_at() -> None:
    """Its tenant's file or the catalogue with the line; the stack's settings for what belongs to no tenant."""
    places = {each.reference: declared_at(owl_inc(), "prod", each.resource.__name__, each.name) for each in declared()}
    of_no_tenant = {each: place for each, place in places.items() if not re.search(r"\.yaml:\d+$", place)}

    for reference in (
        "the sid of CustomerProfileEntityAssignment freestyle-falcons.address",
        "the sid of Subaccount prod-freestyle-falcons",
    ):
        assert "/tenants/freestyle-falcons.yaml:" in places[reference]
    assert of_no_tenant == {"the sid of PrimaryCustomerProfile primary": "Pulumi.prod.yaml"}


@pytest.mark.parametrize(
    ("kind", "name", "changed", "paths"),
    [
        # Another type of brand has other bundles; their contents may change, and they stay.
        ("BrandRegistration", "acme", ("customer_profile_bundle_sid", "a2p_profile_bundle_sid"), ("brand.kind",)),
        # The shop's number, not that of its representative.
        ("PhoneNumber", "acme", ("phone_number",), ("phone_number",)),
        ("PhoneNumber", "acme.repairs", ("area_code", "phone_number"), ("additional_phone_numbers.repairs",)),
        ("BrandRegistration", "acme", ("brand_registration_sid",), ("brand.registration_sid",)),
        ("Campaign", "acme", ("brand_registration_sid", "messaging_service_sid"), ("brand",)),
        ("Campaign", "acme", ("opt_in_keywords", "us_app_to_person_usecase"), CAMPAIGN_PATHS),
        ("Subaccount", "dev-acme", ("owner_account_sid",), ()),
        ("Unicycle", "acme", ("saddle",), ()),
    ],
)
def test_what_replaces_a_resource_leads_to_the_tenants_file(
    kind: str, name: str, changed: tuple[str, ...], paths: tuple[str, ...]
) -> None:
    """The path is that of the resource, even if another resource has an input of the same name."""
    assert paths_in_tenant(kind, name, changed) == paths

"""Names are built and parsed the same way, and have the values that states remember."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.core.registry import resources
from tenants.model import naming
from tenants.model.naming import SHARED, ComponentType, Part, ResourceName, Urn
from tenants.model.sections.field_types import IDENTIFIER

IDS = st.from_regex(IDENTIFIER, fullmatch=True).filter(lambda text: text.isascii() and text != SHARED)
STACKS = st.from_regex("[a-z][a-z0-9-]{0,20}", fullmatch=True)
PARTS = st.one_of(IDS, st.sampled_from(Part), st.just(""))


@given(IDS, PARTS)
@settings(deadline=None)
def test_a_resources_name_round_trips(tenant: str, part: str) -> None:
    """This holds for any name of the tenant and the part."""
    assert ResourceName.parse(str(ResourceName(tenant, part))) == ResourceName(tenant, part)


@given(STACKS, IDS)
@settings(deadline=None)
def test_an_accounts_name_round_trips(stack: str, owner: str) -> None:
    """Hyphens in both names cause no ambiguity."""
    name = naming.account_name(stack, owner)

    assert naming.account_owner(name, stack) == owner
    assert naming.is_account_of(name, stack)


@given(STACKS, IDS, st.integers(1, 999))
@settings(deadline=None)
def test_an_account_has_the_same_name_and_owner_in_every_cell(stack: str, owner: str, number: int) -> None:
    """It is named after the divided stack, which the cell's name tells."""
    cell = naming.cell_name(stack, number)
    urn = Urn(cell, "owl", ComponentType.TENANT_ACCOUNT, naming.account_name(stack, owner))

    assert naming.divided_stack(cell) == stack
    assert naming.tenant_of(str(urn)) == owner


@given(STACKS, IDS, PARTS)
@settings(deadline=None)
def test_a_urn_round_trips_and_says_whose_it_is(stack: str, tenant: str, part: str) -> None:
    """The type is that of the outermost component."""
    types = f"{ComponentType.TENANT_MESSAGING}${naming.twilio_type('PhoneNumber')}"
    urn = Urn(stack, "owl", types, str(ResourceName(tenant, part)))
    account = Urn(stack, "owl", ComponentType.TENANT_ACCOUNT, naming.account_name(stack, tenant))
    shared = Urn(stack, "owl", ComponentType.TENANT_ACCOUNT, naming.account_name(stack, SHARED))

    assert Urn.parse(str(urn)) == urn
    assert naming.tenant_of(str(urn)) == naming.tenant_of(str(account)) == tenant
    assert naming.tenant_of(str(shared)) is None


@given(IDS, IDS)
@settings(deadline=None)
def test_names_at_twilio_are_the_tenants_own(tenant: str, template: str) -> None:
    """It has its own name, and those of its single and numbered parts; no other tenant's."""
    mine = [tenant, str(ResourceName(tenant, template)), *(naming.friendly_name(tenant, part) for part in Part)]

    assert all(naming.is_named_after(name, tenant) for name in mine)
    assert not any(naming.is_named_after(f"{tenant}-{name}", tenant) for name in mine)


@given(IDS, st.lists(IDS, max_size=3))
@settings(deadline=None)
def test_secrets_and_files_round_trip(tenant: str, others: list[str]) -> None:
    """A secret is found by its reference, tenants by their files' names in a text."""
    secret = naming.registration_number_secret(tenant)
    text = "; ".join(f"{naming.tenant_file(each)}:14: wrong" for each in (tenant, *others))

    assert naming.referenced_secret(naming.secret_reference(secret)) == secret
    assert naming.tenants_named(text) == tuple(sorted({tenant, *others}))


@pytest.mark.parametrize("kind", resources(), ids=lambda kind: kind.__name__)
def test_a_twilio_type_is_the_engines(kind: type) -> None:
    """The engine's token of a resource leads to its kind."""
    token = naming.twilio_type(kind.__name__)

    assert token == f"pulumi-python:{kind._resource_type_name}"  # type: ignore[attr-defined]
    assert naming.twilio_kind(token) == kind.__name__


@pytest.mark.parametrize("token", [*ComponentType, "pulumi:pulumi:Stack", ""])
def test_any_other_type_is_no_twilio_resource(token: str) -> None:
    """Examples are components and the stack itself."""
    assert naming.twilio_kind(token) is None


def test_what_is_no_urn_has_no_parts() -> None:
    """One example is a message about no resource."""
    assert Urn.parse("") == Urn.parse("a::b") == Urn("", "", "", "")
    assert naming.tenant_of("") is None


def test_whose_a_resource_is() -> None:
    """By the outermost component: a tenant's, or its account's, also in a cell; shared ones belong to no tenant."""
    types = {
        "owl:stack:TenantMessaging$owl:x": "acme.order-ready",
        "owl:stack:A2pRegistration": "acme",
        "owl:stack:NumberCompliance": "acme.de-mobile",
        "owl:stack:TenantAccount": "prod-acme",
    }
    assert [naming.tenant_of(f"urn:pulumi:prod::owl::{type_}::{name}") for type_, name in types.items()] == ["acme"] * 4
    account = Urn("prod-01", "owl", ComponentType.TENANT_ACCOUNT, "prod-acme")
    assert str(account) == "urn:pulumi:prod-01::owl::owl:stack:TenantAccount::prod-acme"
    assert Urn.parse("urn:pulumi:prod-01::owl::owl:stack:TenantAccount::prod-acme") == account
    assert Urn.parse("urn:pulumi:a::b::c::d::e").name == "d::e"
    assert naming.tenant_of(str(account)) == "acme"
    assert naming.tenant_of("urn:pulumi:dev::owl::owl:stack:TenantAccount::dev-shared") is None
    assert naming.tenant_of("urn:pulumi:dev::owl::owl:stack:TenantFiles::tenants") is None


def test_whose_an_account_is() -> None:
    """A cell's accounts are named after the divided stack; another stack's are their own."""
    owners = [("prod-acme", "prod"), ("prod-acme", "prod-01"), ("prod-01-acme", "prod-01"), ("dev-acme", "prod")]
    assert [naming.account_owner(*each) for each in owners] == ["acme", "acme", "acme", "dev-acme"]
    assert [naming.is_account_of(*each) for each in owners] == [True, False, True, False]
    assert [naming.divided_stack(each) for each in ("prod-01", "prod-1", "prod")] == ["prod", None, None]
    assert naming.cell_name("prod", 1) == "prod-01"


def test_names_that_people_read() -> None:
    """Of a new tenant's file, of its numbers and its secrets."""
    names = ["Café Ñandú", "Jo's & Łódź Bikes!", "  A--B "]
    assert [naming.words_of_identifier(each) for each in names] == ["cafe-nandu", "jos-lodz-bikes", "a-b"]
    parts = ["acme.de-mobile", "acme.de-mobile.utility_bill", "acme.de-satellite", "acme", "acme.order-ready"]
    assert [naming.international_part(each) for each in parts] == ["de-mobile", "de-mobile", "", "", ""]
    assert naming.international_path("DE mobile") == "senders.international[DE mobile]"
    assert [naming.is_toll_free(each) for each in ("acme.toll-free", "acme")] == [True, False]
    assert naming.toll_free_reference("acme") == "owl:acme:toll-free"
    assert naming.referenced_secret("secret:acme-ein") == "acme-ein"
    assert naming.registration_number_secret("acme") == "acme-ein"
    assert naming.registration_number_secret("acme", "VAT") == "acme-registration-number"
    assert naming.secret_variable("acme-ein") == "OWL_SECRET_ACME_EIN"
    assert naming.tenants_named("tenants/b.yaml:3 and tenants/a.yaml, tenants/cxyaml") == ("a", "b")
    assert [naming.is_named_after(each, "acme") for each in ("acme", "acme.x", "acme x", "acme-x")] == [True] * 3 + [
        False
    ]


def test_values_that_states_remember() -> None:
    """None of these may change."""
    assert [*ComponentType] == [
        "owl:stack:TenantFiles",
        "owl:stack:TenantAccount",
        "owl:stack:TenantMessaging",
        "owl:stack:A2pRegistration",
        "owl:stack:NumberCompliance",
    ]
    assert str(ResourceName("acme")) == "acme"
    assert str(ResourceName("acme", "order-ready")) == "acme.order-ready"
    assert str(ResourceName("acme", Part.PRIMARY_CUSTOMER_PROFILE)) == "acme.primary customer profile"
    assert naming.account_name("dev", "acme") == "dev-acme"
    assert naming.account_name("dev", SHARED) == "dev-shared"
    assert naming.friendly_name("acme", Part.CUSTOMER_PROFILE) == "acme customer profile"
    assert naming.friendly_name("acme", Part.TRUST_PRODUCT) == "acme A2P messaging"
    assert naming.friendly_name("acme", Part.ADDRESS) == "acme address"
    assert naming.friendly_name("acme", Part.DAILY_MESSAGES) == "acme daily messages"
    assert naming.friendly_name("dev-acme", Part.ERRORS) == "dev-acme errors"
    assert {type_: str(part) for type_, part in naming.END_USERS.items()} == {
        "customer_profile_business_information": "business",
        "authorized_representative_1": "representative",
        "us_a2p_messaging_profile_information": "brand",
        "starter_customer_profile_information": "person",
        "sole_proprietor_information": "brand",
    }
    assert naming.registration_number_secret("acme-surf") == "acme-surf-ein"
    assert naming.secret_reference("acme-surf-ein") == "secret:acme-surf-ein"
    assert naming.secret_variable("acme-surf-ein") == "OWL_SECRET_ACME_SURF_EIN"
    assert naming.tenant_file("acme") == "tenants/acme.yaml"


def test_one_rings_targets() -> None:
    """They are the resources of its tenants, and the shared ones."""
    assert naming.targets("dev", ["acme"]) == [
        "**:owl:stack:TenantFiles::tenants",
        "**:PrimaryCustomerProfile::primary",
        "**:GeoPermissions::geo-permissions",
        "**::dev-shared",
        "**::acme",
        "**::acme.*",
        "**::dev-acme",
    ]

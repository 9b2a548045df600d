"""How what is made for a tenant is named: names are built and taken apart here, and nowhere else.

States and Twilio remember these names. Under a changed one a resource is another one, or is not found again.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

SHARED = "shared"
"""The owner of an account that tenants share."""

PRIMARY = "primary"
"""The resource that stands for the ISV's own customer profile."""

GEO_PERMISSIONS = "geo-permissions"
"""The resource that stands for the countries that the parent account may text."""

TENANT_FILES = "tenants"
"""The resource that carries the tenants' files; also the directory they are in."""


class ComponentType(StrEnum):
    """Type tokens of the program's components."""

    TENANT_FILES = "owl:stack:TenantFiles"
    TENANT_ACCOUNT = "owl:stack:TenantAccount"
    TENANT_MESSAGING = "owl:stack:TenantMessaging"
    A2P_REGISTRATION = "owl:stack:A2pRegistration"
    NUMBER_COMPLIANCE = "owl:stack:NumberCompliance"


class Part(StrEnum):
    """What of a tenant or an account a name is about: `acme.business`, `acme business`, `dev-acme errors`."""

    BUSINESS = "business"
    REPRESENTATIVE = "representative"
    BRAND = "brand"
    PERSON = "person"
    ADDRESS = "address"
    PRIMARY_CUSTOMER_PROFILE = "primary customer profile"
    CUSTOMER_PROFILE = "customer profile"
    TRUST_PRODUCT = "A2P messaging"
    DAILY_MESSAGES = "daily messages"
    ERRORS = "errors"
    TOLL_FREE = "toll-free"
    EVERY_COUNTRY = "every-country"


END_USERS: Mapping[str, Part] = {
    "customer_profile_business_information": Part.BUSINESS,
    "authorized_representative_1": Part.REPRESENTATIVE,
    "us_a2p_messaging_profile_information": Part.BRAND,
    "starter_customer_profile_information": Part.PERSON,
    "sole_proprietor_information": Part.BRAND,
}
"""How the end user of each of Twilio's types is named."""


@dataclass(frozen=True)
class ResourceName:
    """The name of a tenant's resource: `acme`, or `acme.order-ready` where the tenant has several of its kind.

    Attributes:
        tenant: The tenant's id. It has no dot.
        part: Which of several: a template's or number's id, or a `Part`.
    """

    tenant: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.tenant}.{self.part}" if self.part else self.tenant

    @classmethod
    def parse(cls, name: str) -> Self:
        """Take a name apart."""
        tenant, _, part = name.partition(".")
        return cls(tenant, part)


_LETTERS = str.maketrans({"æ": "ae", "ð": "d", "đ": "d", "ł": "l", "ø": "o", "œ": "oe", "ß": "ss", "þ": "th"})
"""Letters that Unicode does not take apart into a Latin letter and a mark."""


def words_of_identifier(name: str) -> str:
    """Return a name in the letters of an id: `cafe-nandu` for Café Ñandú."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", re.sub("['`]", "", plain)).strip("-")


_CELL = re.compile(r"(?P<divided>.+)-[0-9]{2,}")


def cell_name(divided: str, number: int) -> str:
    """Return the name of one of the cells of a divided stack, such as `prod-01`."""
    return f"{divided}-{number:02}"


def divided_stack(cell: str) -> str | None:
    """Return the stack that a stack is a cell of by its name: `prod` for `prod-01`, None for `prod`."""
    parts = _CELL.fullmatch(cell)
    return parts["divided"] if parts else None


def account_name(stack: str, owner: str) -> str:
    """Return the name of a subaccount, such as `dev-acme` or `dev-shared`.

    Args:
        stack: The stack. For a cell, the divided stack: a tenant that moves keeps its account's name.
        owner: A tenant's id, or `SHARED`.
    """
    return f"{stack}-{owner}"


def account_owner(name: str, stack: str) -> str:
    """Return the owner of a subaccount: a tenant's id, or `SHARED`. Any other stack's account is its own owner.

    Args:
        name: The subaccount's name.
        stack: The stack or cell.
    """
    divided = divided_stack(stack)
    own = name.removeprefix(account_name(stack, ""))
    return name.removeprefix(account_name(divided, "")) if own == name and divided else own


def is_account_of(name: str, stack: str) -> bool:
    """Return whether a subaccount is named as this stack names its own."""
    return name.startswith(account_name(stack, ""))


def friendly_name(owner: str, part: Part) -> str:
    """Return the name at Twilio of a part of a tenant or an account, such as `acme A2P messaging`."""
    return f"{owner} {part}"


def is_toll_free(name: str) -> bool:
    """Return whether a resource is a tenant's toll-free number or its place in a service."""
    return ResourceName.parse(name).part == Part.TOLL_FREE


def international_part(name: str) -> str:
    """Return the part of a resource's name that stands for a number outside the US, such as `de-mobile`; else nothing.

    Documents of its bundle have names such as `acme.de-mobile.utility_bill`.
    """
    found = _INTERNATIONAL.fullmatch(ResourceName.parse(name).part)
    return found["number"] if found else ""


INTERNATIONAL = "senders.international"
"""The section of a tenant's file with its numbers outside the US."""


def international_path(words: str) -> str:
    """Return the path of a number outside the US in its tenant's file, as people read it.

    Args:
        words: Its country and type, such as `DE mobile`.
    """
    return f"{INTERNATIONAL}[{words}]"


_INTERNATIONAL = re.compile(r"(?P<number>[a-z]{2}-(local|mobile|national|toll-free))(\..+)?")


def toll_free_reference(tenant: str) -> str:
    """Return how Twilio finds a tenant's toll-free verification again: its `ExternalReferenceId`."""
    return f"owl:{tenant}:{Part.TOLL_FREE}"


def is_named_after(name: str, tenant: str) -> bool:
    """Return whether a name at Twilio is one that the program gives to what is this tenant's."""
    return name == tenant or name.startswith((f"{tenant}.", f"{tenant} "))


# Type tokens and URNs of the engine.

_TWILIO = "pulumi-python:dynamic/twilio:"


def twilio_type(kind: str) -> str:
    """Return the type token of a Twilio resource, such as `pulumi-python:dynamic/twilio:Campaign`."""
    return f"{_TWILIO}{kind}"


def twilio_kind(type_token: str) -> str | None:
    """Return the kind of a Twilio resource, such as `Campaign`; None of any other type."""
    return type_token.removeprefix(_TWILIO) if type_token.startswith(_TWILIO) else None


class Urn(NamedTuple):
    """A URN, taken apart: `urn:pulumi:STACK::PROJECT::TYPES::NAME`. All are empty of what is no URN."""

    stack: str
    project: str
    types: str
    """The resource's and before it its parents', separated by `$`."""

    name: str

    @classmethod
    def parse(cls, urn: str) -> "Urn":
        """Take a URN apart."""
        parts = urn.removeprefix("urn:pulumi:").split("::", len(cls._fields) - 1)
        return cls(*parts) if len(parts) == len(cls._fields) else cls("", "", "", "")

    def __str__(self) -> str:
        return f"urn:pulumi:{'::'.join(self)}"


def tenant_of(urn: str) -> str | None:
    """Return the tenant whose a resource is; None for what belongs to none or to several."""
    parsed = Urn.parse(urn)
    match parsed.types.partition("$")[0]:
        case ComponentType.TENANT_MESSAGING | ComponentType.A2P_REGISTRATION | ComponentType.NUMBER_COMPLIANCE:
            return ResourceName.parse(parsed.name).tenant
        case ComponentType.TENANT_ACCOUNT:
            owner = account_owner(parsed.name, parsed.stack)
            return None if owner == SHARED else owner
    return None


UNCHANGED_AT_TWILIO = (f"**:{ComponentType.TENANT_FILES}::{TENANT_FILES}", f"**:PrimaryCustomerProfile::{PRIMARY}")
"""The engine's patterns for the resources that no run changes at Twilio. A tenant may have the name of one of them."""


def targets(stack: str, tenants: Iterable[str]) -> list[str]:
    """Return the engine's patterns for the resources of these tenants, and for those that all tenants share."""
    shared = [*UNCHANGED_AT_TWILIO, f"**:GeoPermissions::{GEO_PERMISSIONS}", f"**::{account_name(stack, SHARED)}"]
    own = [name for each in tenants for name in (each, str(ResourceName(each, "*")), account_name(stack, each))]
    return [*shared, *(f"**::{name}" for name in own)]


# Secrets and files.

SECRET_REFERENCE = "secret:[a-z][a-z0-9-]*"  # noqa: S105 - a pattern
"""What a tenant's file says instead of a secret, as a regular expression."""


def secret_reference(secret: str) -> str:
    """Return what a tenant's file says for a secret of this name."""
    return f"secret:{secret}"


def referenced_secret(reference: str) -> str:
    """Return the name of the secret that a tenant's file refers to."""
    return reference.removeprefix(secret_reference(""))


def registration_number_secret(tenant: str, identifier: str = "EIN") -> str:
    """Return how the secret of a tenant's registration number is named unless its file says otherwise."""
    return f"{tenant}-{'ein' if identifier == 'EIN' else 'registration-number'}"


def secret_variable(secret: str) -> str:
    """Return the environment variable that holds a secret."""
    return f"OWL_SECRET_{secret.upper().replace('-', '_')}"


def tenant_file(tenant: str) -> str:
    """Return the path of a tenant's file in the project."""
    return f"{TENANT_FILES}/{tenant}.yaml"


def tenants_named(text: str) -> tuple[str, ...]:
    """Return the tenants whose files a text names, sorted."""
    return tuple(sorted(set(re.findall(rf"\b{tenant_file('([a-z0-9-]+)').replace('.', '[.]')}\b", text))))

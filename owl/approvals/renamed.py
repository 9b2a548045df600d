"""A tenant's file that was renamed: to the program, one tenant has left and another has come.

A file's name is the tenant's id, which is part of names at Twilio and in the state, so it stays. Two files describe one
business if they name the same registration number's secret, or the same website.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from owl.stacks.in_program import Deployed
from tenants.model import Tenant
from tenants.model.naming import Part, ResourceName, registration_number_secret, secret_reference, tenant_file


@dataclass(frozen=True)
class Identity:
    """What tells one business from another.

    Attributes:
        tenant: The tenant's id.
        secret: The reference to its registration number's secret; empty if it has none.
        website: Its website; empty if it is not known.
    """

    tenant: str
    secret: str
    website: str

    @classmethod
    def of(cls, tenant: Tenant) -> "Identity":
        """Return the identity of a tenant from its file."""
        return cls(tenant.id, tenant.business.registration_number or "", tenant.business.website)


def renamed(gone: Iterable[Identity], new: Iterable[Tenant]) -> dict[str, tuple[str, str]]:
    """Return for each tenant without a file the one whose file it became, and what both have in common.

    Args:
        gone: Tenants that have no file any more.
        new: Tenants whose files are new.
    """
    candidates = [Identity.of(each) for each in new]
    found: dict[str, tuple[str, str]] = {}
    for old in gone:
        for each in candidates:
            common = [
                words
                for words, is_common in (
                    (f"the secret {old.secret.removeprefix('secret:')}", old.secret and old.secret == each.secret),
                    (f"the website {old.website}", old.website and old.website == each.website),
                )
                if is_common
            ]
            if common:
                found[old.tenant] = (each.tenant, " and ".join(common))
    return found


def deployed_identities(tenants: Iterable[str], before: Deployed) -> Iterator[Identity]:
    """Yield the identities of tenants that a stack still has, from its state."""
    for tenant in tenants:
        business = before.at_twilio("EndUser", str(ResourceName(tenant, Part.BUSINESS))) or {}
        attributes = business.get("attributes")
        website = attributes.get("website_url") if isinstance(attributes, Mapping) else None
        yield Identity(tenant, secret_reference(registration_number_secret(tenant)), str(website or ""))


def way_back(old: str, new: str, common: str) -> str:
    """Return what to do about a renamed file."""
    return (
        f"{tenant_file(new)} is the file of {old}, renamed: both have {common}. A file's name is the tenant's id and "
        f"can't change, so move it back: `git mv {tenant_file(new)} {tenant_file(old)}`. What customers read is "
        "`name`, which can change"
    )

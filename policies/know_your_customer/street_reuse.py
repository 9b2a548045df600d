"""A street address is used for a limited number of brands.

The Campaign Registry counts the brands at each street address, across all providers, and rejects more than a real
business would have. Brands registered elsewhere are not detected.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.counting import beyond
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from tenants.model import Tenant


class StreetReuse(Parameters):
    """Parameters of this rule."""

    most: Annotated[int, Field(ge=1)] = 10
    """Maximum number of brands at one street address."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="use the address in the business's own tax records, not that of a registered agent or landlord",
    parameters=StreetReuse(),
    has_limit=True,
)


def check(case: AllTenantsCase[StreetReuse]) -> Iterator[Violation]:
    """Count the tenants at each street address, ignoring case and whitespace."""
    most = case.parameters.most
    for tenant in beyond(most, case.policy_input.tenants, _key):
        message = f"{tenant.business.address.street!r} is already the address of {most} other tenants"
        yield Violation("business.address.street", message, document=tenant.id)


def _key(tenant: Tenant) -> tuple[tuple[str, ...], str]:
    address = tenant.business.address
    return tuple(address.street.casefold().split()), address.postal_code[:5]


rule.for_all_tenants(check)

"""A street address belongs to few brands.

The Campaign Registry counts the brands at one street address, whoever registered them, and rejects more than it takes
for the address of a real business. Brands registered by others are not seen here.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.counting import beyond
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from tenants.model import Tenant


class StreetReuse(Parameters):
    """What can be set of this rule."""

    most: Annotated[int, Field(ge=1)] = 10
    """Most brands at one street address."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="use the address in the business's own tax records, not that of an agent or a landlord",
    parameters=StreetReuse(),
    has_limit=True,
)


def check(case: AllTenantsCase[StreetReuse]) -> Iterator[Violation]:
    """Count the tenants at each street address, letter case and spaces aside."""
    most = case.parameters.most
    for tenant in beyond(most, case.policy_input.tenants, _key):
        message = f"{tenant.business.address.street!r} is the address of {most} other tenants already"
        yield Violation("business.address.street", message, document=tenant.id)


def _key(tenant: Tenant) -> tuple[str, str]:
    address = tenant.business.address
    return " ".join(address.street.casefold().split()), address.postal_code[:5]


rule.for_all_tenants(check)

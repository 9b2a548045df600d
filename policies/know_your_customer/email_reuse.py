"""An e-mail address is used for a limited number of brands.

The Campaign Registry allows ten brands per e-mail address, across all providers. Brands registered elsewhere are not
detected.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.counting import beyond
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from tenants.model import Tenant


class EmailReuse(Parameters):
    """Parameters of this rule."""

    most: Annotated[int, Field(ge=1)] = 10
    """Maximum number of tenants with the same e-mail address."""


def _key(tenant: Tenant) -> str | None:
    return tenant.business.representative.email.casefold()


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="name a representative who works for the business",
    parameters=EmailReuse(),
    has_limit=True,
)


def check(case: AllTenantsCase[EmailReuse]) -> Iterator[Violation]:
    """Count the tenants with each e-mail address."""
    for tenant in beyond(case.parameters.most, case.policy_input.tenants, _key):
        message = f"{_key(tenant)!r} is already the e-mail address of {case.parameters.most} other tenants"
        yield Violation("business.representative.email", message, document=tenant.id)


rule.for_all_tenants(check)

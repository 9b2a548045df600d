"""A representative speaks for few brands.

The Campaign Registry counts the brands with one e-mail address, whoever registered them, and takes ten. Brands
registered by others are not seen here.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.counting import beyond
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from tenants.model import Tenant


class EmailReuse(Parameters):
    """What can be set of this rule."""

    most: Annotated[int, Field(ge=1)] = 10
    """Most tenants that may have the same."""


def _key(tenant: Tenant) -> str | None:
    return tenant.business.representative.email.casefold()


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="name somebody of the business itself",
    parameters=EmailReuse(),
    has_limit=True,
)


def check(case: AllTenantsCase[EmailReuse]) -> Iterator[Violation]:
    """Count the tenants that have each."""
    for tenant in beyond(case.parameters.most, case.policy_input.tenants, _key):
        message = f"{_key(tenant)!r} is the e-mail address of {case.parameters.most} other tenants already"
        yield Violation("business.representative.email", message, document=tenant.id)


rule.for_all_tenants(check)

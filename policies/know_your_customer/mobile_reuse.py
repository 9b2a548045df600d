"""A mobile number is used for a limited number of sole proprietors.

Twilio sends a code to a sole proprietor's mobile number. The Campaign Registry allows three sole proprietor brands per
number, across all providers, and then blocks the number.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.counting import beyond
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from tenants.model import Tenant


class MobileReuse(Parameters):
    """Parameters of this rule."""

    most: Annotated[int, Field(ge=1)] = 3
    """Maximum number of sole proprietors with the same mobile number."""


def _key(tenant: Tenant) -> str | None:
    return tenant.business.representative.phone_number if tenant.is_sole_proprietor else None


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api-sole-prop-new",
    ),
    fix="use the sole proprietor's own mobile number",
    parameters=MobileReuse(),
    has_limit=True,
)


def check(case: AllTenantsCase[MobileReuse]) -> Iterator[Violation]:
    """Count the sole proprietors with each mobile number."""
    for tenant in beyond(case.parameters.most, case.policy_input.tenants, _key):
        message = f"{_key(tenant)!r} is already the mobile number of {case.parameters.most} other tenants"
        yield Violation("business.representative.phone_number", message, document=tenant.id)


rule.for_all_tenants(check)

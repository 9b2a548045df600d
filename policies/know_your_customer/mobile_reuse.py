"""A mobile number stands for few sole proprietors.

Twilio sends a sole proprietor's mobile number a code. The Campaign Registry takes a number for three of them, whoever
registered them, and blocks it then.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.counting import beyond
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from tenants.model import BrandKind, Tenant


class MobileReuse(Parameters):
    """What can be set of this rule."""

    most: Annotated[int, Field(ge=1)] = 3
    """Most tenants that may have the same."""


def _key(tenant: Tenant) -> str | None:
    return tenant.business.representative.phone_number if tenant.brand.kind is BrandKind.SOLE_PROPRIETOR else None


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api-sole-prop-new",
    ),
    fix="use the person's own mobile number",
    parameters=MobileReuse(),
    has_limit=True,
)


def check(case: AllTenantsCase[MobileReuse]) -> Iterator[Violation]:
    """Count the tenants that have each."""
    for tenant in beyond(case.parameters.most, case.policy_input.tenants, _key):
        message = f"{_key(tenant)!r} is the mobile number of {case.parameters.most} other tenants already"
        yield Violation("business.representative.phone_number", message, document=tenant.id)


rule.for_all_tenants(check)

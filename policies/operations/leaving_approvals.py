"""Leaving tenants are approved in time.

On the day a tenant leaves, its campaign and number are deleted; after the hold, its account is closed. Each needs an
approval that is valid on that day. Without it, no tenant can be deployed.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation
from tenants.model import ApprovableResource, Offboarding, Tenant


class LeavingApprovals(Parameters):
    """Parameters of this rule."""

    days: Annotated[int, Field(ge=0)] = 14
    """Number of days before the change from which an approval is required."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts", "the ISV's own rule"),
    fix="add an approval that expires on that date or later, or postpone offboarding.on",
    parameters=LeavingApprovals(),
    has_limit=True,
)


def check(case: TenantCase[LeavingApprovals]) -> Iterator[Violation]:
    """Check the approvals of everything that ends in the next days."""
    if case.tenant.offboarding is None:
        return
    today = case.policy_input.today
    for resource, day in _ends(case.tenant, case.tenant.offboarding):
        is_soon = today <= day <= today + dt.timedelta(days=case.parameters.days)
        if is_soon and case.tenant.approval(resource, day) is None:
            yield Violation("approvals", f"the {resource.words} ends on {day} without an approval")


def _ends(tenant: Tenant, offboarding: Offboarding) -> Iterator[tuple[ApprovableResource, dt.date]]:
    if tenant.campaign:
        yield ApprovableResource.CAMPAIGN, offboarding.on
    yield ApprovableResource.PHONE_NUMBER, offboarding.on
    yield ApprovableResource.SUBACCOUNT, offboarding.closes_on


rule.for_tenant(check)

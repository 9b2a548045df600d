"""A tenant that leaves has its approvals in time.

On the day it leaves, its campaign and its number end; when it has been held, its account is closed. Each needs an
approval that counts on that day, or nothing is deployed, of any tenant.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation
from tenants.model import ApprovableResource, Offboarding


class LeavingApprovals(Parameters):
    """What can be set of this rule."""

    days: Annotated[int, Field(ge=0)] = 14
    """How many days ahead an approval is asked for."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts", "the ISV's own rule"),
    fix="add an approval that expires on that day or later, or put offboarding.on off",
    parameters=LeavingApprovals(),
    has_limit=True,
)


def check(case: TenantCase[LeavingApprovals]) -> Iterator[Violation]:
    """Look for what is approved on the days on which it ends, where these come soon."""
    if case.tenant.offboarding is None:
        return
    today = case.policy_input.today
    for resource, day in _ends(case.tenant.offboarding):
        is_soon = today <= day <= today + dt.timedelta(days=case.parameters.days)
        if is_soon and case.tenant.approval(resource, day) is None:
            yield Violation("approvals", f"the {resource.words} ends on {day}, and nobody has approved that")


def _ends(offboarding: Offboarding) -> Iterator[tuple[ApprovableResource, dt.date]]:
    yield ApprovableResource.CAMPAIGN, offboarding.on
    yield ApprovableResource.PHONE_NUMBER, offboarding.on
    yield ApprovableResource.SUBACCOUNT, offboarding.closes_on


rule.for_tenant(check)

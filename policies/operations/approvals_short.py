"""Approvals expire soon.

An approval permits an irreversible change. It is meant for a change in the near future; a year later nobody remembers
it, and it would still let a campaign or a number be deleted.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class ApprovalsShort(Parameters):
    """Parameters of this rule."""

    days: Annotated[int, Field(ge=1)] = 90
    """Maximum number of days from today until an approval expires."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="set `expires` to the date by which the change will be done",
    parameters=ApprovalsShort(),
    has_limit=True,
)


def check(case: TenantCase[ApprovalsShort]) -> Iterator[Violation]:
    """Compare each approval's expiry date with the latest one allowed."""
    last = case.policy_input.today + dt.timedelta(days=case.parameters.days)
    for index, approval in enumerate(case.tenant.approvals):
        if approval.expires > last:
            message = (
                f"the approval for the {approval.resource.words} is valid until {approval.expires}; "
                f"the latest allowed is {last}"
            )
            yield Violation(f"approvals[{index}].expires", message)


rule.for_tenant(check)

"""An approval ends soon.

It is leave to end something for good. Who gave it meant a change that is near; next year nobody remembers, and it would
still let a campaign or a number go.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class ApprovalsShort(Parameters):
    """What can be set of this rule."""

    days: Annotated[int, Field(ge=1)] = 90
    """How many days from today an approval may count."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="write the day by which the change will be done",
    parameters=ApprovalsShort(),
    has_limit=True,
)


def check(case: TenantCase[ApprovalsShort]) -> Iterator[Violation]:
    """Compare each approval's last day with the last that is allowed."""
    last = case.policy_input.today + dt.timedelta(days=case.parameters.days)
    for index, approval in enumerate(case.tenant.approvals):
        if approval.expires > last:
            message = (
                f"the approval for the {approval.resource.words} counts until {approval.expires}; allowed is {last}"
            )
            yield Violation(f"approvals[{index}].expires", message)


rule.for_tenant(check)

"""A customer's account is held before it is closed.

Closing a subaccount is for good: Twilio releases its numbers, and deletes it 30 days later. As long as it is only
suspended, a mistake is put right by one line.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rings import is_for_customers, rings_of
from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class HoldDays(Parameters):
    """What can be set of this rule."""

    fewest: Annotated[int, Field(ge=0, le=365)] = 14
    """Days an account is held at least."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts",),
    fix="raise hold_days; left out, they are 30",
    parameters=HoldDays(),
    has_limit=True,
)


def check(case: TenantCase[HoldDays]) -> Iterator[Violation]:
    """Look at how long a leaving tenant of a stack for customers is held."""
    tenant = case.tenant
    if tenant.offboarding is None or tenant.offboarding.hold_days >= case.parameters.fewest:
        return
    stacks = [
        each.name
        for each in case.policy_input.stacks.values()
        if is_for_customers(each) and tenant.ring in rings_of(each)
    ]
    if stacks:
        message = (
            f"{tenant.offboarding.hold_days} days, and customers' accounts, as those of stack {stacks[0]}, "
            f"are held at least {case.parameters.fewest}"
        )
        yield Violation("offboarding.hold_days", message)


rule.for_tenant(check)

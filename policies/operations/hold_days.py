"""Customers' accounts are held before they are closed.

Closing a subaccount is irreversible: Twilio releases its numbers and deletes it 30 days later. While it is only
suspended, one line undoes a mistake.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rings import is_for_customers, rings_of
from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class HoldDays(Parameters):
    """Parameters of this rule."""

    fewest: Annotated[int, Field(ge=0, le=365)] = 14
    """Minimum number of days that an account is held."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts",),
    fix="raise hold_days, or leave it out for the default of 30",
    parameters=HoldDays(),
    has_limit=True,
)


def check(case: TenantCase[HoldDays]) -> Iterator[Violation]:
    """Check the hold of each leaving tenant in a stack for customers."""
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
            f"the account is held for {tenant.offboarding.hold_days} days; customers' accounts, such as those of "
            f"stack {stacks[0]}, must be held for at least {case.parameters.fewest}"
        )
        yield Violation("offboarding.hold_days", message)


rule.for_tenant(check)

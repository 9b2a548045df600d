"""Files of tenants that have left are removed.

Once the account is closed, a tenant's file has no effect; but it is still read, checked and counted, and it holds data
that the business should not keep.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class LeftFiles(Parameters):
    """Parameters of this rule."""

    days: Annotated[int, Field(ge=0)] = 30
    """Maximum number of days that the file may remain after the account can be closed."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="deploy, check that `owl status` reports that the tenant has left, and remove its file",
    parameters=LeftFiles(),
    has_limit=True,
)


def check(case: TenantCase[LeftFiles]) -> Iterator[Violation]:
    """Count the days since the account could be closed."""
    offboarding = case.tenant.offboarding
    if offboarding is None:
        return
    days = (case.policy_input.today - offboarding.closes_on).days
    if days > case.parameters.days:
        message = f"the account could be closed on {offboarding.closes_on}, {days} days ago, but the file is still here"
        yield Violation("offboarding.on", f"{message}; the limit is {case.parameters.days} days")


rule.for_tenant(check)

"""The file of a tenant that has left is taken out.

Once its account is closed, a tenant's file does nothing any more; but it is read, judged and counted as before, and
holds what a business would rather not have kept.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class LeftFiles(Parameters):
    """What can be set of this rule."""

    days: Annotated[int, Field(ge=0)] = 30
    """How long the file may stay once the account can be closed."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="deploy, see that `owl status` says the tenant has left, and remove its file",
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
        message = f"the account could be closed from {offboarding.closes_on} on, {days} days ago, and the file is here"
        yield Violation("offboarding.on", f"{message}; {case.parameters.days} days are enough")


rule.for_tenant(check)

"""API keys are rotated.

A key that is never rotated works for anyone who ever copied it. A key without a rotation date in the file is not
checked. A date in the future would silence the rule for longer than intended.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class KeyRotation(Parameters):
    """Parameters of this rule."""

    days: Annotated[int, Field(ge=1)] = 365
    """Maximum age of a key in days."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/iam/api-keys", "the ISV's own rule"),
    fix="replace the key, inform its users, and set api_key.rotated_on to the date",
    parameters=KeyRotation(),
    has_limit=True,
)


def check(case: TenantCase[KeyRotation]) -> Iterator[Violation]:
    """Count the days since the last rotation."""
    changed = case.tenant.api_key.rotated_on
    if changed and changed > case.policy_input.today:
        yield Violation("api_key.rotated_on", f"the key can't have been rotated on {changed}, which is in the future")
    elif changed and (case.policy_input.today - changed).days > case.parameters.days:
        message = f"the key was rotated on {changed}, more than {case.parameters.days} days ago"
        yield Violation("api_key.rotated_on", message)


rule.for_tenant(check)

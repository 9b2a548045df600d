"""A tenant's key is changed in time.

A key that nobody changes works for whoever copied it once. Of a key with no day in the file nothing is known, and
nothing is said. A day that is yet to come would keep the rule silent for longer than anybody meant.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation


class KeyRotation(Parameters):
    """What can be set of this rule."""

    days: Annotated[int, Field(ge=1)] = 365
    """Most days that a key is used."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/iam/api-keys", "the ISV's own rule"),
    fix="replace the key, tell whoever sends with it, and write the day to api_key.rotated_on",
    parameters=KeyRotation(),
    has_limit=True,
)


def check(case: TenantCase[KeyRotation]) -> Iterator[Violation]:
    """Count the days since the key was changed."""
    changed = case.tenant.api_key.rotated_on
    if changed and changed > case.policy_input.today:
        yield Violation("api_key.rotated_on", f"the key can't have been changed on {changed}, which is yet to come")
    elif changed and (case.policy_input.today - changed).days > case.parameters.days:
        message = f"the key was changed on {changed}, more than {case.parameters.days} days ago"
        yield Violation("api_key.rotated_on", message)


rule.for_tenant(check)

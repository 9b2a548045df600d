"""A waiver ends within half a year.

An exception that lasts longer is a rule of its own: then change the rule or its parameters, for everybody to see.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, Violation, WaiversCase


class WaiverShort(Parameters):
    """What can be set of this rule."""

    days: Annotated[int, Field(ge=1)] = 180
    """How many days from today a waiver may count."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="write an earlier day, on which its owner looks at it again",
    parameters=WaiverShort(),
    has_limit=True,
)


def check(case: WaiversCase[WaiverShort]) -> Iterator[Violation]:
    """Compare each waiver's last day with the last that is allowed."""
    last = case.policy_input.today + dt.timedelta(days=case.parameters.days)
    for index, waiver in enumerate(case.waivers):
        if waiver.expires > last:
            message = f"the waiver of {waiver.rule} counts until {waiver.expires}; allowed is {last}"
            yield Violation(f"waivers[{index}].expires", message)


rule.for_waivers(check)

"""Waivers expire within half a year.

An exception that lasts longer is a rule of its own: change the rule or its parameters instead, where everyone sees it.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, Violation, WaiversCase


class WaiverShort(Parameters):
    """Parameters of this rule."""

    days: Annotated[int, Field(ge=1)] = 180
    """Maximum number of days from today until a waiver expires."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="set an earlier date on which its owner reviews it",
    parameters=WaiverShort(),
    has_limit=True,
)


def check(case: WaiversCase[WaiverShort]) -> Iterator[Violation]:
    """Compare each waiver's expiry date with the latest one allowed."""
    last = case.policy_input.today + dt.timedelta(days=case.parameters.days)
    for index, waiver in enumerate(case.waivers):
        if waiver.expires > last:
            message = f"the waiver of {waiver.rule} is valid until {waiver.expires}; the latest allowed is {last}"
            yield Violation(f"waivers[{index}].expires", message)


rule.for_waivers(check)

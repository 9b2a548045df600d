"""Runs wait a few hours at most for reviews.

Reviews take up to weeks, and the next run continues where this one ended. While a run waits, the stack is locked.
"""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.rule import Level, Parameters, Rule, Severity, StackCase, Violation
from policies.core.stack_files import setting


class WaitBounded(Parameters):
    """Parameters of this rule."""

    minutes: Annotated[int, Field(ge=0)] = 120
    """Maximum wait for a review in minutes."""


_WAIT = re.compile("([0-9]+)([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="shorten owl:wait, or leave it out and run again when the review is decided",
    parameters=WaitBounded(),
    has_limit=True,
)


def check(case: StackCase[WaitBounded]) -> Iterator[Violation]:
    """Compare the wait with the limit."""
    wait = _WAIT.fullmatch(str(case.stack.settings.get("wait")))
    if wait and int(wait[1]) * _SECONDS[wait[2]] > case.parameters.minutes * 60:
        message = f"a run waits {wait[0]} for a review; the limit is {case.parameters.minutes} minutes"
        yield Violation(setting("wait"), message)


rule.for_stack(check)

"""The doctor finds no problem that all tenants share."""

from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing
from owl.rendering.on_stack import on_stack


def judge(stack: StackGoLive) -> Outcome:
    """Name the worst."""
    if stack.problems:
        return missing(stack.problems[0], f"`{on_stack('owl doctor --all', stack.stack)}`")
    return done("the doctor finds no problem")


row = StackRow(__name__, Part.GENERAL, judge)

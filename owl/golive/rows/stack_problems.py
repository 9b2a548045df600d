"""The doctor finds no problem that all tenants share."""

from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing


def judge(stack: StackGoLive) -> Outcome:
    """Name the worst."""
    if stack.problems:
        return missing(stack.problems[0], f"`owl doctor --all --stack {stack.stack}`")
    return done("the doctor finds no problem")


row = StackRow(__name__, Part.GENERAL, judge)

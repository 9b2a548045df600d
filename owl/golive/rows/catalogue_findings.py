"""The rules find nothing in the catalogue, the stacks' settings and the waivers."""

from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing


def judge(stack: StackGoLive) -> Outcome:
    """Name the first finding, mandatory ones first."""
    if not stack.findings:
        return done("no findings")
    first = min(stack.findings, key=lambda each: not each.is_fatal)
    return missing(f"{len(stack.findings)} of `owl check`: {first.text}", first.fix)


row = StackRow(__name__, Part.SECURITY, judge)

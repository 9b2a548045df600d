"""The prices by which margins are calculated are fresh."""

from owl.doctor.check import Verdict
from owl.doctor.checks.prices import check
from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing


def judge(stack: StackGoLive) -> Outcome:
    """Take the doctor's check."""
    finding = check.judge(stack.facts)
    return done(finding.evidence) if finding.verdict is Verdict.OK else missing(finding.evidence, finding.remedy)


row = StackRow(__name__, Part.FINANCE, judge)

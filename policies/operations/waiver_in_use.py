"""Waived findings stay visible.

A waived finding does not block, but it is still there: every report shows it, who agreed to it, and until when.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, Violation, WaiversCase

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="no action is needed before the waiver expires",
)


def check(case: WaiversCase) -> Iterator[Violation]:
    """Report each finding that a waiver covers."""
    for index, findings in case.used.items():
        waiver = case.waivers[index]
        for finding in findings:
            terms = f"waived until {waiver.expires} by {waiver.owner} ({waiver.reason})"
            yield Violation(f"waivers[{index}]", f"{terms}: {finding}")


rule.for_waived(check)

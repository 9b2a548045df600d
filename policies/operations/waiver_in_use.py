"""What is waived stays in sight.

A waived finding is no fault, but it is not gone either: whoever reads a report sees it, who agreed to it, and until
when.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, Violation, WaiversCase

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="nothing is to be done before the waiver ends",
)


def check(case: WaiversCase) -> Iterator[Violation]:
    """Show each finding that a waiver keeps back."""
    for index, findings in case.used.items():
        waiver = case.waivers[index]
        for finding in findings:
            terms = f"waived until {waiver.expires} by {waiver.owner} ({waiver.reason})"
            yield Violation(f"waivers[{index}]", f"{terms}: {finding}")


rule.for_waived(check)

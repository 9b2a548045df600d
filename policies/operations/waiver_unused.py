"""A waiver is needed.

One that keeps nothing from being a finding has done its work, and would let the same fault back in unseen.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, Violation, WaiversCase

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="remove it",
)


def check(case: WaiversCase) -> Iterator[Violation]:
    """Look for waivers that count today and are not in use, though their rule was asked."""
    for index, waiver in enumerate(case.waivers):
        if waiver.counts(case.policy_input.today) and index not in case.used and index not in case.not_evaluated:
            message = f"{waiver.tenant or 'no tenant'} keeps {waiver.rule}: the waiver is not needed"
            yield Violation(f"waivers[{index}]", message)


rule.for_waived(check)

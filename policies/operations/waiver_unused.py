"""Every waiver is needed.

A waiver that covers no finding has done its job, and would hide the same problem if it came back.
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
    """Find waivers that are valid today but cover nothing, although their rule was evaluated."""
    for index, waiver in enumerate(case.waivers):
        if waiver.counts(case.policy_input.today) and index not in case.used and index not in case.not_evaluated:
            message = f"the waiver of {waiver.rule} for {waiver.tenant or 'all tenants'} covers no finding"
            yield Violation(f"waivers[{index}]", message)


rule.for_waived(check)

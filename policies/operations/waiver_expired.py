"""A waiver that has expired is taken out.

An exception has an end that somebody agreed to. After it the rule holds again; the waiver that stays behind would only
tell the next reader that the exception stands.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, Violation, WaiversCase

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    has_limit=True,
    fix="mend what it waived and remove it, or have its owner agree to a later day",
)


def check(case: WaiversCase) -> Iterator[Violation]:
    """Look at each waiver's last day."""
    for index, waiver in enumerate(case.waivers):
        if not waiver.counts(case.policy_input.today):
            of = waiver.tenant or "all tenants"
            message = f"the waiver of {waiver.rule} for {of} expired on {waiver.expires}; {waiver.owner} answers for it"
            yield Violation(f"waivers[{index}].expires", message)


rule.for_waivers(check)

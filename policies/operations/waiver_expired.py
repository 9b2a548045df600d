"""Expired waivers are removed.

An exception ends on a date that someone agreed to. After that the rule applies again; a waiver that stays behind would
only suggest that the exception is still valid.
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
    fix="fix what it waived and remove it, or have its owner agree to a later date",
)


def check(case: WaiversCase) -> Iterator[Violation]:
    """Check the expiry date of each waiver."""
    for index, waiver in enumerate(case.waivers):
        if not waiver.counts(case.policy_input.today):
            of = waiver.tenant or "all tenants"
            message = f"the waiver of {waiver.rule} for {of} expired on {waiver.expires}; its owner is {waiver.owner}"
            yield Violation(f"waivers[{index}].expires", message)


rule.for_waivers(check)

"""An approval that has expired is taken out.

It allows nothing any more. Left behind, it makes the next reader believe that somebody agreed.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="remove it, or have its approver agree to a later day",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look at each approval's last day."""
    for index, approval in enumerate(case.tenant.approvals):
        if not approval.counts(case.policy_input.today):
            message = f"{approval.approver}'s approval for the {approval.resource.words} expired on {approval.expires}"
            yield Violation(f"approvals[{index}].expires", message)


rule.for_tenant(check)

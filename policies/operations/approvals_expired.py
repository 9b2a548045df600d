"""Expired approvals are removed.

An expired approval no longer allows anything. If it stays in the file, the next reader believes the change is approved.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="remove it, or have its approver agree to a later date",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check the expiry date of each approval."""
    for index, approval in enumerate(case.tenant.approvals):
        if not approval.counts(case.policy_input.today):
            message = f"{approval.approver}'s approval for the {approval.resource.words} expired on {approval.expires}"
            yield Violation(f"approvals[{index}].expires", message)


rule.for_tenant(check)

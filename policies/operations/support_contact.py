"""Every tenant has a support contact.

When Twilio suspends a sender or a campaign is rejected, hours count. The contact is in the tenant's file, or in the
defaults of its package or of the ISV.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="add support_contact with an e-mail address that is monitored",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that there is a contact, the tenant's own or a default."""
    if case.tenant.support_contact is None:
        yield Violation("support_contact", "the tenant has no support contact, not even a default")


rule.for_tenant(check)

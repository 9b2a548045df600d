"""Somebody answers for a tenant.

When Twilio suspends a sender or a campaign is rejected, hours count. Who is to be asked at the tenant's stands in its
file, or in the defaults of its package or of the ISV.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="add support_contact with an e-mail address that somebody reads",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for a contact, the tenant's own or by default."""
    if case.tenant.support_contact is None:
        yield Violation("support_contact", "nobody is named who answers for the tenant, not even by default")


rule.for_tenant(check)

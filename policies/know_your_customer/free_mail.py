"""Registered businesses don't use free mailboxes.

A mailbox that anyone can open doesn't identify a business. Campaigns of a registered business with a free mailbox are
rejected with error 30971.
"""

from collections.abc import Iterator

from policies.core.domains import FREE_MAIL, domain
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30971",),
    fix="use a mailbox on the business's own domain",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find mailboxes on free mail domains; sole proprietors may have one."""
    mailbox = domain(case.tenant.business.representative.email)
    if not case.tenant.is_sole_proprietor and mailbox in FREE_MAIL:
        message = f"{mailbox!r} offers free mailboxes; use one on the business's own domain"
        yield Violation("business.representative.email", message)


rule.for_tenant(check)

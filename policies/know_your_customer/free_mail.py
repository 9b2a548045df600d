"""A registered business has no free mailbox.

A mailbox that anybody can open shows no business. Campaigns of a registered business that gives one are rejected with
error 30971.
"""

from collections.abc import Iterator

from policies.core.domains import FREE_MAIL, domain
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import BrandKind

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30971",),
    fix="use a mailbox on the business's own domain",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for domains on which anybody gets a mailbox; a sole proprietor may have one."""
    mailbox = domain(case.tenant.business.representative.email)
    if case.tenant.brand.kind is not BrandKind.SOLE_PROPRIETOR and mailbox in FREE_MAIL:
        message = f"anybody gets a mailbox on {mailbox!r}; expected one on the business's own domain"
        yield Violation("business.representative.email", message)


rule.for_tenant(check)

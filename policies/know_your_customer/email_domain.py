"""A representative's e-mail address is on the website's domain.

Reviewers compare the domain of the representative's e-mail address with the website's, and reject the profile with
error 18606 if they see no connection.
"""

from collections.abc import Iterator

from policies.core.domains import FREE_MAIL, domain
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/api/errors/18606",),
    fix="use a mailbox on the website's domain",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the two domains; free mailboxes have a rule of their own."""
    business = case.tenant.business
    mailbox, site = domain(business.representative.email), domain(business.website)
    if not case.tenant.is_sole_proprietor and mailbox != site and mailbox not in FREE_MAIL:
        message = f"the mailbox is on {mailbox!r}, not on the website's domain {site!r}"
        yield Violation("business.representative.email", message)


rule.for_tenant(check)

"""A public company's brand contact uses the company's domain.

The Campaign Registry e-mails this mailbox to verify the brand. On another domain the e-mail is never sent: the brand
fails with error 21736 or 21740, and another attempt costs another fee.
"""

from collections.abc import Iterator

from policies.core.domains import domain
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/21736", "https://www.twilio.com/docs/api/errors/21740"),
    fix="enter a person's mailbox on the website's domain",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the mailbox's domain with the website's."""
    business = case.tenant.business
    if business.brand_contact_email is None:
        return
    mailbox, site = domain(business.brand_contact_email), domain(business.website)
    if mailbox != site:
        message = f"the mailbox is on {mailbox!r}, not on the website's domain {site!r}"
        yield Violation("business.brand_contact_email", message)


rule.for_tenant(check)

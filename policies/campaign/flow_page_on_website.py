"""Opt-in pages are on the business's website.

Reviewers open the page and look for the business on it. Screenshots of a paper form or of a page behind a sign-in may
be hosted elsewhere, but if the message flow links pages, at least one of them must be on the business's own website.
"""

from collections.abc import Iterator

from policies.core.domains import host
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, is_on, links

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=(
        "https://www.twilio.com/docs/api/errors/30907",
        "https://www.twilio.com/docs/api/errors/30543",
    ),
    fix="link the opt-in page on the business's own website",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that at least one link in the message flow is on the website's domain."""
    website = case.tenant.business.website
    found = links(case.campaign.message_flow)
    if found and not any(is_on(link, website) for link in found):
        yield Violation(FLOW, f"the message flow links {found[0]!r}, but no page on the website {host(website)!r}")


rule.for_tenant(check)

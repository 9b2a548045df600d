"""The page where customers agree is on the business's site.

Reviewers open it and look for the business there. Pictures of a form on paper or behind a sign-in may stand elsewhere,
but where the flow links pages, one of them is the business's own.
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
    fix="link the page on the business's own website",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the hosts of the flow's links with the website's."""
    website = case.tenant.business.website
    found = links(case.tenant.campaign.message_flow)
    if found and not any(is_on(link, website) for link in found):
        yield Violation(FLOW, f"{found[0]!r} is not on {host(website)!r}, the website's host, and no other link is")


rule.for_tenant(check)

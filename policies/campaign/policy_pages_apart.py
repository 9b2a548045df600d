"""The privacy policy and the terms have their own pages.

Reviewers open both. The home page counts as neither: a campaign whose privacy policy can't be found is rejected with
error 30908 or 30933, one without terms with 30934.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30908",
        "https://www.twilio.com/docs/api/errors/30933",
        "https://www.twilio.com/docs/api/errors/30934",
    ),
    fix="give the URL of the page itself, such as https://acme.example/privacy",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find URLs that are the website's own or have no path."""
    campaign = case.campaign
    pages = {
        "campaign.privacy_policy_url": campaign.privacy_policy_url,
        "campaign.terms_and_conditions_url": campaign.terms_and_conditions_url,
    }
    website = case.tenant.business.website
    for path, page in pages.items():
        parts = urlsplit(page)
        is_top = parts.path in {"", "/"} and not parts.query and not parts.fragment
        if is_top or page.rstrip("/") == website.rstrip("/"):
            yield Violation(path, f"{page!r} is a home page, not the page of the policy or terms")


rule.for_tenant(check)

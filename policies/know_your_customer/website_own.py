"""The website is the business's own.

A page on someone else's site says little about the business and can be taken down. A website that can't be connected to
the business is rejected with error 18601 or 30919.
"""

from collections.abc import Iterator

from policies.core.domains import domain, host
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_OTHERS = frozenset(
    [
        "about.me",
        "beacons.ai",
        "bio.link",
        "docs.google.com",
        "etsy.com",
        "facebook.com",
        "fb.com",
        "forms.gle",
        "g.page",
        "google.com",
        "instagram.com",
        "linkedin.com",
        "linktr.ee",
        "nextdoor.com",
        "pinterest.com",
        "sites.google.com",
        "snapchat.com",
        "threads.net",
        "tiktok.com",
        "twitter.com",
        "x.com",
        "yelp.com",
        "youtube.com",
    ]
)
"""Sites that host the pages of many businesses."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/api/errors/18601", "https://www.twilio.com/docs/api/errors/30919"),
    fix="give the business's own website; pages elsewhere belong in social_media_profiles",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find social networks and shared sites."""
    website = case.tenant.business.website
    if {host(website), domain(website)} & _OTHERS:
        yield Violation("business.website", f"expected the business's own website, got a page on {host(website)!r}")


rule.for_tenant(check)

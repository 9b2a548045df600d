"""Social media profiles are not on the business's website.

A profile on another site is further evidence that the business exists. The website itself proves nothing new.
"""

from collections.abc import Iterator

from policies.core.domains import domain
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="give the URL of the profile on the social network, or remove it",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare each profile with the website."""
    business = case.tenant.business
    for index, profile in enumerate(business.social_media_profiles):
        if domain(profile) == domain(business.website):
            message = f"{profile!r} is on the website's own domain, not on a social network"
            yield Violation(f"business.social_media_profiles[{index}]", message)


rule.for_tenant(check)

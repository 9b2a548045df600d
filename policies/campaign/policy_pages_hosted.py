"""The privacy policy and the terms are on the business's own website.

Reviewers expect one sender behind everything they open. A policy on someone else's website raises questions, unless the
host is a known policy service.
"""

from collections.abc import Iterator

from policies.core.domains import host
from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation
from policies.core.texts import is_on


class PolicyPagesHosted(Parameters):
    """Parameters of this rule."""

    hosts: tuple[str, ...] = ()
    """Hosts that publish the policies of many businesses, such as policies.example."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=(
        "https://www.twilio.com/docs/api/errors/30907",
        "https://www.twilio.com/docs/api/errors/30908",
    ),
    fix="publish it on the business's website, or add the host to the rule's parameter `hosts`",
    parameters=PolicyPagesHosted(),
)


def check(case: TenantCase[PolicyPagesHosted]) -> Iterator[Violation]:
    """Compare the hosts of both pages with the website's."""
    campaign = case.campaign
    sites = (case.tenant.business.website, *case.parameters.hosts)
    pages = {
        "campaign.privacy_policy_url": campaign.privacy_policy_url,
        "campaign.terms_and_conditions_url": campaign.terms_and_conditions_url,
    }
    for path, page in pages.items():
        if not any(is_on(page, site) for site in sites):
            yield Violation(path, f"the page is on {host(page)!r}, not on the website {host(sites[0])!r}")


rule.for_tenant(check)

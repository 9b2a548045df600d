"""Each tenant has its own website.

Reviewers open the website to check that it belongs to the business. One that shows another business's name is rejected
with error 18601.
"""

from collections.abc import Iterator

from policies.core.counting import beyond
from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation
from tenants.model import Tenant


def _key(tenant: Tenant) -> str:
    return tenant.business.website.removesuffix("/").removeprefix("https://").removeprefix("www.")


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/api/errors/18601",),
    fix="give each tenant the URL of a page about its own business",
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Compare the URLs, ignoring a trailing slash and www."""
    for tenant in beyond(1, case.policy_input.tenants, _key):
        message = f"{tenant.business.website!r} is already the website of another tenant"
        yield Violation("business.website", message, document=tenant.id)


rule.for_all_tenants(check)

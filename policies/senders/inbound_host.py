"""Replies go to the tenant's or the ISV's own domain.

The receiver of a tenant's replies reads what its customers write. Another domain may be correct, but should be known.
"""

from collections.abc import Iterator

from policies.core.domains import domain
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/usage/webhooks/webhooks-security",),
    fix="use a URL on the website's domain or the ISV's, unless the other domain is intended",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the domain with the website's and the ISV's."""
    url = case.tenant.messaging.inbound_request_url
    allowed = {domain(case.tenant.business.website), domain(case.policy_input.tenants.isv.callbacks)}
    if url and domain(url) not in allowed:
        message = f"replies go to {domain(url)!r}, expected {' or '.join(sorted(allowed))}"
        yield Violation("messaging.inbound_request_url", message)


rule.for_tenant(check)

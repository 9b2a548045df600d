"""A sole proprietor is no company.

Whoever has a tax number has to register with it. All US LLCs and corporations have one, so a company that is
registered as a sole proprietor is rejected.
"""

from collections.abc import Iterator

from policies.core.legal_forms import ending
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import BrandKind

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api-sole-prop-new",),
    fix="set the brand's kind to low_volume_standard, or write what the person trades as",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the ending of a company's name."""
    found = ending(case.tenant.business.legal_name)
    if case.tenant.brand.kind is BrandKind.SOLE_PROPRIETOR and found:
        message = f"expected the name of one person's business, got one that ends in {found!r}"
        yield Violation("business.legal_name", message)


rule.for_tenant(check)

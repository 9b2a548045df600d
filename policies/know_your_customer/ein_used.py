"""A US business is registered by its EIN.

The Campaign Registry looks up a US business by its EIN. Twilio takes no DUNS number for it: the brand is rejected,
and its fee is paid all the same.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import BrandKind
from tenants.model.sections.business import RegistrationIdentifier

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",
        "https://support.twilio.com/hc/en-us/articles/4405758341659",
    ),
    fix="set registration_identifier to EIN, or leave it out, and give the secret the EIN",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look at the register of each business that has a number."""
    business = case.tenant.business
    registered = case.tenant.brand.kind is not BrandKind.SOLE_PROPRIETOR
    if registered and business.registration_identifier is not RegistrationIdentifier.EIN:
        message = f"a US business is registered by its EIN, not by {business.registration_identifier.value!r}"
        yield Violation("business.registration_identifier", message)


rule.for_tenant(check)

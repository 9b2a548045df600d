"""US businesses register with their EIN.

The Campaign Registry looks up US businesses by EIN. With a DUNS number Twilio rejects the brand, and the fee is still
charged.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model.sections.business import HOME, RegistrationIdentifier

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",
        "https://support.twilio.com/hc/en-us/articles/4405758341659",
    ),
    fix="set registration_identifier to EIN or leave it out, and store the EIN in the secret",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check the registration identifier of each registered business in the US."""
    business = case.tenant.business
    registered = not case.tenant.is_sole_proprietor and business.address.country == HOME
    if registered and business.registration_identifier is not RegistrationIdentifier.EIN:
        message = f"a US business registers with its EIN, not with {business.registration_identifier.value!r}"
        yield Violation("business.registration_identifier", message)


rule.for_tenant(check)

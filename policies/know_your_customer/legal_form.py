"""The business type matches the legal name.

The brand is compared with public records by name and type. An LLC registered as a corporation is found in none of them,
and the fee is still charged.
"""

from collections.abc import Iterator

from policies.core.legal_forms import FORMS, ending
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="set type to the one in the letter from the tax authority",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the type with legal name endings that are unambiguous."""
    business = case.tenant.business
    found = ending(business.legal_name)
    if business.type is not None and found and business.type not in FORMS[found]:
        allowed = " or ".join(FORMS[found])
        message = f"a name ending in {found!r} belongs to a {allowed}, not to a {business.type.value}"
        yield Violation("business.type", message)


rule.for_tenant(check)

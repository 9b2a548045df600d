"""A sole proprietor sends from one number.

Carriers give a sole proprietor one campaign with one number. Whatever a package includes, a second number would be paid
for and could never send.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import BrandKind

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc#determine-your-brand-type",
        "https://developers.sinch.com/docs/numbers/api-reference/error-codes/provisioning-errors",
    ),
    fix="keep phone_number alone, or register the business with its EIN as a low-volume standard brand",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for further numbers of a sole proprietor."""
    further = case.tenant.additional_phone_numbers
    if case.tenant.brand.kind is BrandKind.SOLE_PROPRIETOR and further:
        message = f"{1 + len(further)} numbers, and a sole proprietor has one"
        yield Violation("additional_phone_numbers", message)


rule.for_tenant(check)

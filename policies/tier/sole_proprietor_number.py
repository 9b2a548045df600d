"""Sole proprietors send from one number.

Carriers allow a sole proprietor one campaign with one number. Even if the package includes more, a second number would
be billed and could never send.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc#determine-your-brand-type",
        "https://developers.sinch.com/docs/numbers/api-reference/error-codes/provisioning-errors",
    ),
    fix="keep only phone_number, or register the business with its EIN as a low-volume standard brand",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find additional numbers of sole proprietors."""
    further = case.tenant.additional_phone_numbers
    if case.tenant.is_sole_proprietor and further:
        message = f"the tenant has {1 + len(further)} numbers, but a sole proprietor may have one"
        yield Violation("additional_phone_numbers", message)


rule.for_tenant(check)

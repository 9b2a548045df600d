"""Tenants don't send from a personal phone number.

Twilio sends from numbers it hosts. A representative's phone number can't be bought, and as a sender it would no longer
ring.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource",),
    fix="enter a number that Twilio offers, or an area code",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the tenant's numbers with its representative's."""
    tenant = case.tenant
    own = tenant.business.representative.phone_number
    numbers = {"phone_number": tenant.phone_number} | {
        f"additional_phone_numbers.{name}": each for name, each in tenant.additional_phone_numbers.items()
    }
    for path, each in numbers.items():
        if each is not None and each.number == own:
            yield Violation(f"{path}.number", f"{own!r} is the representative's own phone number")


rule.for_tenant(check)

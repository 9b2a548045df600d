"""ZIP codes match the state.

An address that does not exist can't be verified (error 18603), and a brand whose address differs from the tax records
is rejected.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model.sections.business import HOME
from tenants.model.us_states import US_STATES

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/18603", "https://pe.usps.com/text/LabelingLists/L002.htm"),
    fix="correct the state or the ZIP code",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the first digit of a US address's ZIP code with those of the state."""
    address = case.tenant.business.address
    if address.country != HOME:
        return
    digits = US_STATES[address.region].zip_digits
    if address.postal_code[0] not in digits:
        message = f"ZIP codes in {address.region} begin with {' or '.join(digits)}, got {address.postal_code!r}"
        yield Violation("business.address.postal_code", message)


rule.for_tenant(check)

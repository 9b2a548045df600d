"""US phone numbers of a US business are in its state.

Customers answer a local number and take one from far away for fraud. The states of area codes come from the numbering
plan.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model.sections.business import HOME
from tenants.model.us_states import STATE_OF_AREA_CODE, US_STATES

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="choose an area code in the business's state, unless the other state is intended",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the state of the number's area code with the business's."""
    number, address = case.tenant.phone_number, case.tenant.business.address
    if number is None or address.country != HOME:
        return
    home = US_STATES[address.region]
    area_code = number.area_code or str(number.number).removeprefix("+1")[:3]  # it has one of the two
    state = STATE_OF_AREA_CODE.get(area_code, home)
    if state is not home:
        path = "phone_number.number" if number.number else "phone_number.area_code"
        yield Violation(path, f"the number is in {state.name}, but the business is in {home.name}")


rule.for_tenant(check)

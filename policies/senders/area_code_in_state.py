"""A number is one of the shop's own state.

Customers answer a number they know as local, and take one from far away for fraud. Area codes are placed as the
numbering plan has them.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model.us_states import STATE_OF_AREA_CODE, US_STATES

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="choose an area code of the business's state, if the other one is not meant",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the state that the number's area is in with that of the business."""
    number, home = case.tenant.phone_number, US_STATES[case.tenant.business.address.region]
    area_code = number.number.removeprefix("+1")[:3] if number.number else number.area_code
    state = STATE_OF_AREA_CODE.get(area_code or "", home)
    if state is not home:
        path = "phone_number.number" if number.number else "phone_number.area_code"
        yield Violation(path, f"the number is in {state.name}, and the business in {home.name}")


rule.for_tenant(check)

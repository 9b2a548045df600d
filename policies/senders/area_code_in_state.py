"""A number is one of the shop's own state.

Customers answer a number they know as local, and take one from far away for fraud. Area codes are placed as the
numbering plan has them.
"""

from collections.abc import Iterator

import phonenumbers
from phonenumbers import geocoder

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.us_states import US_STATES

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
    number, region = case.tenant.phone_number, case.tenant.business.address.region
    parsed = phonenumbers.parse(number.number or f"+1{number.area_code}5550100")
    place = geocoder.description_for_number(parsed, "en")
    city, _, state = place.rpartition(", ")
    if place and (state if city else place) not in {region, US_STATES[region].name}:
        path = "phone_number.number" if number.number else "phone_number.area_code"
        yield Violation(path, f"the number is in {place}, and the business in {US_STATES[region].name}")


rule.for_tenant(check)

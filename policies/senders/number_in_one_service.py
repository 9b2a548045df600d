"""Each phone number belongs to exactly one messaging service.

A number outside all messaging services is billed and sends without a campaign, which carriers block. Twilio refuses a
number in two of them (error 21712). The number of a suspended tenant is in none.
"""

from collections import Counter
from collections.abc import Iterator

from policies.core.declared import number_of, of_kind, owner
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation
from tenants.model import State

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/21712", "https://www.twilio.com/docs/api/errors/30034"),
    fix="declare one MessagingServiceSender for the number, or don't buy it",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Count the messaging services of each number."""
    places = Counter(number_of(each) for each in of_kind(case, "MessagingServiceSender"))
    for number in of_kind(case, "PhoneNumber"):
        count, name = places[f"PhoneNumber {number.name}"], owner(number, case)
        tenant = case.policy_input.tenants.by_id.get(name)
        waits = count == 0 and tenant is not None and tenant.state is State.SUSPENDED
        if count != 1 and not waits:
            message = f"number {number.name} is in {count} messaging services, expected one"
            yield Violation("phone_number", message, document=name)


rule.for_resources(check)

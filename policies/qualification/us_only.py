"""All recipients are in countries that the tenant's file names: the US unless it says otherwise.

Local numbers and the carrier registration are A2P 10DLC, which is for the US. Every other country has its own senders,
laws and prices: the tenant's file names it in `messaging.destinations`, and a sender for it.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc", "the ISV's own rule"),
    fix="sell it only for the countries in messaging.destinations, or add the country there and a sender for it",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find countries that the tenant does not text."""
    qualification = case.tenant.qualification
    known = case.policy_input.tenants.countries
    for index, country in enumerate(qualification.countries if qualification else ()):
        if country not in case.tenant.messaging.destinations:
            message = f"the customer wants to text recipients in {country}, which messaging.destinations does not name"
            there = known[country].next_step if country in known else f"`owl countries {country}` says where to look"
            yield Violation(f"qualification.countries[{index}]", message, fix=f"{rule.fix}. {there}")


rule.for_tenant(check)

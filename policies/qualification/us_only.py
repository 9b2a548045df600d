"""All recipients are in the US.

Everything sold here, from the numbers to the carrier registration, is A2P 10DLC, which is for the US. Every other
country has its own senders, laws and prices: that takes a new solution, not a setting.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc", "the ISV's own rule"),
    fix="sell it only for recipients in the US, or request a new solution for the other countries",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find other countries."""
    qualification = case.tenant.qualification
    known = case.policy_input.tenants.countries
    for index, country in enumerate(qualification.countries if qualification else ()):
        if country != "US":
            message = f"the customer wants to text recipients in {country}, but this solution covers only the US"
            there = known[country].next_step if country in known else f"`owl countries {country}` says where to look"
            yield Violation(f"qualification.countries[{index}]", message, fix=f"{rule.fix}. {there}")


rule.for_tenant(check)

"""All recipients are in the US, or in a country where the tenant has a number.

A2P 10DLC, which most tenants send through, is for the US. Every other country has its own senders, laws and prices: the
tenant needs a number there, with what the country wants of who has it.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc", "the ISV's own rule"),
    fix="add a number there to senders.international, or sell it only for recipients in the US",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find other countries."""
    qualification = case.tenant.qualification
    known = case.policy_input.tenants.countries
    covered = {"US", *(each.iso_country for each in case.tenant.international)}
    for index, country in enumerate(qualification.countries if qualification else ()):
        if country not in covered:
            message = f"the customer wants to text recipients in {country}, where it has no number"
            there = known[country].next_step if country in known else f"`owl countries {country}` says where to look"
            yield Violation(f"qualification.countries[{index}]", message, fix=f"{rule.fix}. {there}")


rule.for_tenant(check)

"""Only people in the US are texted.

All that is sold here, from the numbers to the registration with the carriers, is A2P 10DLC, which is for the US. Each
other country has its own senders, laws and prices: that is a new solution, not a setting.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc", "the ISV's own rule"),
    fix="sell it for customers in the US alone, or ask for a new solution for the other countries",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for other countries."""
    qualification = case.tenant.qualification
    for index, country in enumerate(qualification.countries if qualification else ()):
        if country != "US":
            message = f"the customer wants to text people in {country}, and this solution reaches the US alone"
            yield Violation(f"qualification.countries[{index}]", message)


rule.for_tenant(check)

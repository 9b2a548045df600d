"""Live tenants don't have mock brands.

A mock brand expires after 30 days and its campaigns can't send. It is for tests; customers of a live stack would
receive nothing.
"""

from collections.abc import Iterator

from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/mock-brand-api",),
    fix="remove mock, or move the tenant to a ring that no live stack deploys",
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Find mock brands in stacks that are live and isolated; other stacks are for tests."""
    live = [
        stack
        for stack in case.policy_input.stacks.values()
        if stack.settings.get("twilio", "live") == "live" and stack.settings.get("topology", "isolated") == "isolated"
    ]
    for tenant in case.policy_input.tenants:
        stack = next((each for each in live if tenant.ring in each.settings.get("rings", ())), None)
        if tenant.brand and tenant.brand.mock and stack:
            message = f"stack {stack.name} deploys this tenant live, but a mock brand can't send"
            yield Violation("brand.mock", message, document=tenant.id)


rule.for_all_tenants(check)

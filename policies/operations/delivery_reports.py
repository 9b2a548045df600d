"""Messaging services report delivery to the ISV.

Without a status callback, undelivered messages go unnoticed until the tenant's customers complain.
"""

from collections.abc import Iterator

from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/messaging/api/service-resource",),
    fix="declare the MessagingService with a status_callback as owl/program/tenant_messaging.py does",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Check the status callback of each tenant's messaging service."""
    tenants = case.policy_input.tenants
    for each in case.resources:
        if each.kind == "MessagingService" and each.name in tenants.by_id:
            url = each.inputs.get("status_callback")
            if not url:
                yield Violation("messaging", "the MessagingService has no status_callback", document=each.name)
            elif not str(url).startswith(f"{tenants.isv.callbacks}/"):
                message = f"the MessagingService reports to {url!r}, which is not under {tenants.isv.callbacks!r}"
                yield Violation("messaging", message, document=each.name)


rule.for_resources(check)

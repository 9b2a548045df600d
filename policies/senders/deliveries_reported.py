"""Messaging services have a status callback.

Without one, nobody learns that carriers block a tenant's messages, although every one of them is billed.
"""

from collections.abc import Iterator

from policies.core.declared import of_kind, owner
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/messaging/api/service-resource",),
    fix="set status_callback to the tenant's message-status URL",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Find messaging services without a status callback."""
    for service in of_kind(case, "MessagingService"):
        if not service.inputs.get("status_callback"):
            message = f"messaging service {service.name} has no status_callback"
            yield Violation("messaging", message, document=owner(service, case))


rule.for_resources(check)

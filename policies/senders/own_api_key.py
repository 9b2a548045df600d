"""A tenant sends with a key of its own.

A key that one tenant alone uses can be revoked without stopping the others, and opens nobody else's account.
"""

from collections.abc import Iterator

from policies.core.declared import of_kind, owner
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/iam/api-keys",),
    fix="declare an ApiKey named as the tenant, in the tenant's account",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Look for a key of each service's name in its account."""
    keys = {(each.name, each.references.get("account_sid")) for each in of_kind(case, "ApiKey")}
    for service in of_kind(case, "MessagingService"):
        if (service.name, service.references.get("account_sid")) not in keys:
            message = f"messaging service {service.name} has no API key of its own in its account"
            yield Violation("", message, document=owner(service, case))


rule.for_resources(check)

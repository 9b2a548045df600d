"""Each tenant has its own API key.

A key that only one tenant uses can be revoked without stopping the others, and gives access to no other account.
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
    fix="declare an ApiKey with the tenant's name, in the tenant's account",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Find messaging services without a key of the same name in their account."""
    keys = {(each.name, each.references.get("account_sid")) for each in of_kind(case, "ApiKey")}
    for service in of_kind(case, "MessagingService"):
        if (service.name, service.references.get("account_sid")) not in keys:
            message = f"messaging service {service.name} has no API key of its own in its account"
            yield Violation("", message, document=owner(service, case))


rule.for_resources(check)

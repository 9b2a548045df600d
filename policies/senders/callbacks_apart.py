"""Each messaging service has its own status callback URL.

The URL tells which tenant a report belongs to. If two tenants share one, the failures of one are counted for the other.
"""

from collections.abc import Iterator

from policies.core.declared import of_kind, owner
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="set status_callback to the tenant's own message-status URL",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Compare the callbacks of all messaging services."""
    owners: dict[str, str] = {}
    for service in of_kind(case, "MessagingService"):
        url = service.inputs.get("status_callback")
        if url and owners.setdefault(url, service.name) != service.name:
            message = f"messaging service {service.name} uses the status_callback of {owners[url]}"
            yield Violation("messaging", message, document=owner(service, case))


rule.for_resources(check)

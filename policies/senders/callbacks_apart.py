"""Each messaging service reports to a URL of its own.

A report is known by where it arrives. Where two tenants share a URL, one's failures are counted as the other's.
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
    """Compare the callbacks of all services."""
    owners: dict[str, str] = {}
    for service in of_kind(case, "MessagingService"):
        url = service.inputs.get("status_callback")
        if url and owners.setdefault(url, service.name) != service.name:
            message = f"messaging service {service.name} reports to the URL of {owners[url]}"
            yield Violation("messaging", message, document=owner(service, case))


rule.for_resources(check)

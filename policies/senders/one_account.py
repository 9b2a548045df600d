"""All resources of a tenant are in one account.

The account separates traffic, numbers and reputation. An API key reaches only its own account, and a messaging service
only the numbers of its account.
"""

from collections.abc import Iterator

from policies.core.declared import owner
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts",),
    fix="give all of the tenant's resources the same account_sid",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Compare the account of each resource with that of the tenant's first one."""
    first: dict[str, str] = {}
    for resource in case.resources:
        account, name = resource.references.get("account_sid"), owner(resource, case)
        if account and first.setdefault(name, account) != account:
            message = f"{resource.kind} {resource.name} is in {account}, but the tenant's others are in {first[name]}"
            yield Violation("", message, document=name)


rule.for_resources(check)

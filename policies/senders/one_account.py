"""All that a tenant has is in one account.

Traffic, numbers and reputation are kept apart by account. A key reaches its own account only, and a service only
numbers of its own.
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
    """Compare the account of each resource with that of the tenant's first."""
    first: dict[str, str] = {}
    for resource in case.resources:
        account, name = resource.references.get("account_sid"), owner(resource, case)
        if account and first.setdefault(name, account) != account:
            message = (
                f"{resource.kind} {resource.name} is in {account}, expected in {first[name]} with the tenant's others"
            )
            yield Violation("", message, document=name)


rule.for_resources(check)

"""Tenants of an isolated stack don't share an account.

A tenant's violation gets its account suspended. If another tenant uses the same account, both stop sending.
"""

from collections.abc import Iterator

from policies.core.declared import of_kind, owner
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts",),
    fix="give each tenant its own Subaccount, or set owl:topology to aggregated for a test stack",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Find accounts with messaging services of several tenants."""
    if case.stack.settings.get("topology") != "isolated":
        return
    owners: dict[str, str] = {}
    for service in of_kind(case, "MessagingService"):
        account, name = service.references.get("account_sid"), owner(service, case)
        if account and owners.setdefault(account, name) != name:
            yield Violation("", f"{name} and {owners[account]} share {account}", document=name)


rule.for_resources(check)

"""In an isolated stack tenants share no account.

What one tenant does wrong gets its account suspended. Where another lives in it too, both stop sending.
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
    fix="give each tenant a Subaccount of its own, or set owl:topology to aggregated for a stack for tests",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Look for services of several tenants in one account."""
    if case.stack.settings.get("topology") != "isolated":
        return
    owners: dict[str, str] = {}
    for service in of_kind(case, "MessagingService"):
        account, name = service.references.get("account_sid"), owner(service, case)
        if account and owners.setdefault(account, name) != name:
            yield Violation("", f"{name} lives in {account}, as {owners[account]} does", document=name)


rule.for_resources(check)

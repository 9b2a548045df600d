"""Accounts of live tenants are protected.

Closing a subaccount is irreversible and releases its numbers. On a live stack, only the account of a tenant that has
left may be closed.
"""

from collections.abc import Iterator

from policies.core.declared import of_kind, owner
from policies.core.rings import is_for_customers
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation
from tenants.model import State

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts",),
    fix="declare the Subaccount with protect, and without close_on_delete",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Check the subaccounts of a stack that is live, isolated and protected."""
    protects = str(case.stack.settings.get("protect", True)).lower() == "true"
    if not (is_for_customers(case.stack) and protects):
        return
    for account in of_kind(case, "Subaccount"):
        name = owner(account, case)
        tenant = case.policy_input.tenants.by_id.get(name)
        leaves = tenant is not None and tenant.state is State.CLOSED
        if not leaves and (not account.protect or account.inputs.get("close_on_delete")):
            yield Violation("", f"subaccount {account.name} is live but not protected", document=name)


rule.for_resources(check)

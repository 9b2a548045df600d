"""Stacks with live tenants are protected against `pulumi destroy`.

Closing a subaccount is irreversible and releases its numbers. Customers depend on every stack that is on the live
Twilio and gives each tenant its own subaccount.
"""

from collections.abc import Iterator

from policies.core.rings import is_for_customers
from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.stack_files import setting

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts",),
    fix="set owl:protect to true; to remove a tenant, set `state: closed` in its file",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Check the protection of live, isolated stacks; the default is protected."""
    is_protected = str(case.stack.settings.get("protect", True)).lower() == "true"
    if is_for_customers(case.stack) and not is_protected:
        yield Violation(setting("protect"), f"stack {case.stack.name} deploys live tenants without protection")


rule.for_stack(check)

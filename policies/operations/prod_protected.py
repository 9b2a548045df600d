"""Where tenants are live, `pulumi destroy` refuses.

Closing a subaccount is for good and releases its numbers. A stack on the live Twilio in which each tenant has its own
subaccount is one that customers depend on.
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
    fix="set owl:protect to true; a tenant leaves with `state: closed` in its file",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Look at a live, isolated stack's protection; where nothing is set, it is protected."""
    is_protected = str(case.stack.settings.get("protect", "true")).lower() == "true"
    if is_for_customers(case.stack) and not is_protected:
        yield Violation(setting("protect"), f"stack {case.stack.name} deploys live tenants without protection")


rule.for_stack(check)

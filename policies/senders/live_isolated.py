"""Live tenants have accounts of their own.

In one account for all, one tenant's fault gets everybody suspended, and nobody can leave with its number. It is for
tests, whose brands are mocks.
"""

from collections.abc import Iterator

from policies.core.rings import is_live
from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.stack_files import setting

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts", "the ISV's own rule"),
    fix="set owl:topology to isolated, or make the tenants' brands mocks",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Look for tenants with a real brand on a live stack that puts all into one account."""
    settings = case.stack.settings
    if not is_live(case.stack) or settings.get("topology") != "aggregated":
        return
    real = [
        each.id for each in case.policy_input.tenants if each.ring in settings.get("rings", ()) and not each.brand.mock
    ]
    if real:
        message = f"stack {case.stack.name} puts live tenants into one account: {real[0]} has a real brand"
        yield Violation(setting("topology"), message)


rule.for_stack(check)

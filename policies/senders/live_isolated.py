"""Live tenants have their own accounts.

If all tenants share an account, the violation of one gets all of them suspended, and none can leave with its number.
This topology is for tests with mock brands.
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
    """Find tenants with a real brand on a live stack with one account for all."""
    settings = case.stack.settings
    if not is_live(case.stack) or settings.get("topology") != "aggregated":
        return
    here = [each for each in case.policy_input.tenants if each.ring in settings.get("rings", ())]
    real = [each.id for each in here if each.brand and not each.brand.mock]
    if real:
        message = f"stack {case.stack.name} puts live tenants in one account: {real[0]} has a real brand"
        yield Violation(setting("topology"), message)


rule.for_stack(check)

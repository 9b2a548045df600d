"""A live stack doesn't share its parent account.

Two stacks in one account see each other's subaccounts and share limits and bills, and a test on one can break the
other. The cells of one stack share theirs on purpose.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.stack_files import setting

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts", "the ISV's own rule"),
    fix="give each stack its own parent account",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Find an earlier stack with the same account if one of the two is live."""
    stack = case.stack
    account = stack.settings.get("accountSid")
    for name, other in case.policy_input.stacks.items():
        if account is None or other.settings.get("accountSid") != account:
            continue
        is_earlier = name < stack.name and other.named_after != stack.named_after
        if is_earlier and "live" in {each.settings.get("twilio", "live") for each in (stack, other)}:
            message = f"stacks {name} and {stack.name} share a parent account, and one of them is live"
            yield Violation(setting("accountSid"), message)


rule.for_stack(check)

"""Stacks are pinned to their parent account.

The account SID says which account a run may change. With a typo, or the SID of a subaccount's API key in its place, a
run finds nothing or someone else's resources.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.stack_files import is_encrypted, setting

_SID = re.compile("AC[0-9a-f]{32}")


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.twilio.com/docs/glossary/what-is-a-sid",),
    fix="enter AC and the 32 hexadecimal digits that the Twilio Console shows",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Check the format of the SID; the value is not shown, because it may be a token."""
    sid = case.stack.settings.get("accountSid")
    if sid is not None and not is_encrypted(sid) and not (isinstance(sid, str) and _SID.fullmatch(sid)):
        yield Violation(
            setting("accountSid"), f"stack {case.stack.name}: accountSid is not an account SID (value not shown)"
        )


rule.for_stack(check)

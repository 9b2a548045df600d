"""A stack is pinned to its parent account.

The SID says whose account a run may change. With a slip in it, or a subaccount's key in its place, a run finds
nothing, or somebody else's.
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
    fix="write AC and the 32 digits from 0 to f that Twilio's console shows",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Look at the SID's form; what stands there is not shown, for it may be a token."""
    sid = case.stack.settings.get("accountSid")
    if sid is not None and not is_encrypted(sid) and not (isinstance(sid, str) and _SID.fullmatch(sid)):
        yield Violation(setting("accountSid"), f"stack {case.stack.name}: expected the SID of an account (not shown)")


rule.for_stack(check)

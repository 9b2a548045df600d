r"""A tenant's texts have only characters that people see.

A text copied from a page, or written to deceive, may contain control characters, such as `\e`, or such that change the
direction of writing. A reviewer of the file does not see them, while terminals, browsers and carriers obey them.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.secrets import texts
from redaction.unseen import UNSEEN

_ESCAPED = re.compile(r"\\[bfru]")
"""How JSON writes control characters, other than tab and line feed."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://trojansource.codes", "the ISV's own rule"),
    fix="remove this character",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check every text in the file; the character is named by its code point."""
    if not (UNSEEN.search(case.as_json) or _ESCAPED.search(case.as_json)):
        return
    for path, text in texts(case.tenant.model_dump()):
        if found := UNSEEN.search(text):
            yield Violation(path, f"this text contains U+{ord(found[0]):04X}, which people don't see")


rule.for_tenant(check)

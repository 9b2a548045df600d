"""Links use https.

Customers open them on phones over networks that may not be safe. Reviewers reject a campaign whose samples contain
plain http links with error 30892.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import texts

_PLAIN = re.compile(r"\bhttp://[^\s<>\"']*[^\s<>\"'.,;:!?)]", re.IGNORECASE)

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30892", "https://www.twilio.com/docs/api/errors/30857"),
    fix="write https:// and serve the page there",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find plain http links in every text."""
    for path, text in texts(case):
        if found := _PLAIN.search(text):
            yield Violation(path, f"{found[0]!r} doesn't use https")


rule.for_tenant(check)

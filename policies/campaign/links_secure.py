"""Links in the campaign's texts are https.

Customers follow them from a phone in whatever network they are in. Reviewers reject a campaign whose samples link plain
http with error 30892.
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
    fix="write https:// and have the page answer there",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for plain http in every text."""
    for path, text in texts(case):
        if found := _PLAIN.search(text):
            yield Violation(path, f"{found[0]!r} is not https")


rule.for_tenant(check)

"""The answer to HELP names the business and a way to reach it.

Whoever asks for help must get to somebody. An answer that leads nowhere is rejected with error 30890.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import links, names_business, phone_numbers

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30890",),
    fix="write as in 'Acme: call 415-555-0123 or write to help@acme.example. Reply STOP to opt out.'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the name and for something to call, write to or open."""
    message = case.tenant.campaign.help_message
    if not message:
        return
    reachable = next(phone_numbers(message), None) or links(message) or _EMAIL.search(message)
    missing = [
        *([] if names_business(message, case) else ["the business's name"]),
        *([] if reachable else ["a phone number, e-mail address or page"]),
    ]
    if missing:
        yield Violation("campaign.help_message", f"it lacks {' and '.join(missing)}")


rule.for_tenant(check)

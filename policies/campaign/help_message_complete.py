"""HELP replies name the business and a way to contact it.

Customers who ask for help must be able to reach someone. A reply without contact details is rejected with error 30890.
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
    fix="write, for example, 'Acme: call 415-555-0123 or write to help@acme.example. Reply STOP to opt out.'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the reply contains the business name and a phone number, e-mail address or link."""
    message = case.campaign.help_message
    if not message:
        return
    reachable = next(phone_numbers(message), None) or links(message) or _EMAIL.search(message)
    missing = [
        *([] if names_business(message, case) else ["the business name"]),
        *([] if reachable else ["a phone number, e-mail address or link"]),
    ]
    if missing:
        yield Violation("campaign.help_message", f"the HELP reply lacks {' and '.join(missing)}")


rule.for_tenant(check)

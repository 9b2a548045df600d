"""Opt-in replies contain everything that is required.

The opt-in reply is the first message: it must say who sends, how often, that rates may apply, and how to get help and
opt out. A reply that lacks any of this is rejected with error 30540 or 30896, and it can't be changed later.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import names_business
from policies.language.disclosures import frequency, help_keyword, opt_out, rates
from policies.language.reading import read

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30540",
        "https://www.twilio.com/docs/api/errors/30896",
        "https://api.ctia.org/wp-content/uploads/2023/05/230523-CTIA-Messaging-Principles-and-Best-Practices-FINAL.pdf",
    ),
    fix="add it: 'About 4 messages a month. Message and data rates may apply. Reply HELP for help, STOP to opt out'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the reply contains each part."""
    message = case.campaign.opt_in_message
    if not message:
        return
    reading = read(message)
    parts = {
        "the business name": names_business(message, case),
        "the message frequency": frequency(reading),
        "'Message and data rates may apply'": rates(reading),
        "HELP": help_keyword(reading),
        "STOP": opt_out(reading),
    }
    missing = [name for name, found in parts.items() if not found]
    if missing:
        yield Violation("campaign.opt_in_message", f"the opt-in reply lacks {', '.join(missing)}")


rule.for_tenant(check)

"""The message flow says that messages are texts.

Who agrees to be contacted has not agreed to be texted: the words of the consent name SMS or text messages. Where they
do not, the registration is rejected with error 30551.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, any_of

_TEXT = any_of("SMS", "text", "texts", "texted", "texting")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30551",),
    fix="write 'text messages' or 'SMS' in the words that customers agree to",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for text messages or SMS."""
    if not _TEXT.search(case.tenant.campaign.message_flow):
        yield Violation(FLOW, "the message flow names neither text messages nor SMS")


rule.for_tenant(check)

"""Message flows say that the messages are texts.

Consent to be contacted is not consent to be texted: the opt-in language must mention SMS or text messages. If it does
not, the registration is rejected with error 30551.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking
from policies.language.words import Words

_TEXT = Words(
    "sms", "text", "mms", "send .. cell|mobile|number|phone|phones", "to this|my|that cell|mobile|number|phone",
)  # fmt: skip

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30551",),
    fix="write 'text messages' or 'SMS' in the opt-in language",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the message flow mentions SMS or text messages."""
    flow = flow_of(case)
    if not flow.has(_TEXT) and not any("text" in link or "sms" in link for link in flow.links.values()):
        yield lacking(FLOW, flow, "the message flow mentions neither text messages nor SMS")


rule.for_tenant(check)

"""Message flows quote what is said to ask for consent.

Where customers consent by word of mouth, nothing but the script shows what they agreed to. It says that it is about
texts, how often, that rates may apply, STOP and HELP, and it asks a question. A page with the facts does not replace
what is said. Without the script reviewers can't verify the consent, and reject the campaign with error 30909 or 30917.
Marketing needs written consent: error 30913.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of, is_written
from policies.language.reading import first_of
from policies.language.vocabulary import BY_VOICE
from policies.language.whole_texts import faulty_as_a_whole
from tenants.model import UseCase

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30909",
        "https://www.twilio.com/docs/api/errors/30917",
        "https://www.twilio.com/docs/api/errors/30511",
        "https://www.twilio.com/docs/api/errors/30913",
    ),
    fix="quote in the message flow, word for word, what staff say when they ask",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find spoken consent without a script that is complete."""
    flow = flow_of(case)
    spoken = flow.said(BY_VOICE)
    if case.campaign.use_case is UseCase.MARKETING and spoken and not is_written(flow):
        yield finding(FLOW, flow, first_of(spoken), "consent to marketing must be written, not spoken")
    elif found := faulty_as_a_whole(flow, "flow-no-script"):
        message = "consent is spoken, but the message flow doesn't quote the complete script"
        yield finding(FLOW, flow, first_of(spoken) if spoken else found, message)


rule.for_tenant(check)

"""The use case fits what is sent.

Reviewers read the description and the samples and ask which use case they are. Appeals under DELIVERY_NOTIFICATION, a
candidate's rally under CUSTOMER_CARE or surveys under 2FA don't match, and the campaign is rejected with error 30893 or
30886.
"""

from collections.abc import Iterator

from policies.core.promotion import TRANSACTIONAL
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import DESCRIPTION, FLOW, finding, flow_of, reading_of
from policies.language.reading import read
from policies.language.topics import OTHER_TOPICS, TOPICS
from policies.language.vocabulary import OFFER_TOPIC, SERVICE_TOPIC, TEXT

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://www.twilio.com/docs/api/errors/30886",
        "https://mytcrplus.com/fix-tcr-error/fix-tcr-code-2003-description-mismatches-use-case",
    ),
    fix="register the use case that the description and the samples speak of",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the topics of the description and the samples with those of the use case."""
    campaign = case.campaign
    use_case = campaign.use_case
    description = read(campaign.description)
    samples = [read(sample) for _, sample in case.samples]
    expected = TOPICS.get(use_case.value)
    if expected and not any(each.said(expected) for each in (description, *samples)):
        message = f"neither the description nor a sample is what {use_case} is for"
        yield Violation(DESCRIPTION, message, span=(0, len(campaign.description.rstrip())))
        return
    flow = flow_of(case)
    for words in filter(None, map(flow.in_quote, flow.quotes)) if use_case in TRANSACTIONAL else ():
        offers = flow.within(OFFER_TOPIC, words, denied=False)
        if offers and flow.within(TEXT, words) and not flow.within(SERVICE_TOPIC, words):
            yield finding(FLOW, flow, offers[0], f"customers consent to offers, which is not what {use_case} is for")
            return
    description = reading_of(campaign.description, case)
    samples = [reading_of(sample, case) for _, sample in case.samples]
    for topic, fitting in OTHER_TOPICS.items():
        if use_case.value in fitting:
            continue
        found = description.said(topic)
        if found and any(each.said(topic) for each in samples):
            span = description.span(min(found))
            message = f"{description.quoted(min(found))!r} is not what {use_case} is for"
            yield Violation(DESCRIPTION, message, span=span)
            return


rule.for_tenant(check)

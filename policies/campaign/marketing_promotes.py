"""Marketing campaigns contain promotions.

A campaign that only says when an order is ready is no marketing. Reviewers call it a use case that doesn't match the
samples, and reject the campaign with error 30893. The use case for notifications doesn't need consent to marketing.
"""

import re
from collections.abc import Iterator

from policies.core.promotion import advertising
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.language.reading import read
from policies.language.topics import NEWS
from policies.language.vocabulary import OFFER_TOPIC, SERVICE_TOPIC
from policies.language.words import Words
from tenants.model import Traffic, UseCase

_APPEAL = Words(
    "request|requests|appeal|ask to|for give|gift|gifts|donation|money", "gift .. matched|doubled", "match day|days"
)
"""How charities ask for money."""

_PRICE = re.compile(r"\$\s?\d|\bfree\b")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://help.twilio.com/articles/11847054539547",
    ),
    fix="show an offer as it will be sent, or register the use case that matches the messages",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a promotional template, or an offer or news in the description or a sample."""
    campaign = case.campaign
    if campaign.use_case is not UseCase.MARKETING:
        return
    if any(template.traffic is Traffic.PROMOTIONAL for template in case.templates.values()):
        return
    if not any(map(_promotes, (campaign.description, *(sample for _, sample in case.samples)))):
        yield Violation("campaign.use_case", "the use case is MARKETING, but no template or sample is promotional")


def _promotes(text: str) -> bool:
    """Return whether a text offers something, tells news, or names a price of nothing that is booked or owed."""
    reading = read(text)
    if advertising(text) or reading.said(OFFER_TOPIC, NEWS, _APPEAL):
        return True
    return bool(_PRICE.search(text)) and not reading.has(SERVICE_TOPIC)


rule.for_tenant(check)

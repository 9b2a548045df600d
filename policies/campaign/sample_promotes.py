"""Sample messages of transactional use cases don't promote.

A discount, a free gift, an upgrade or "bring a friend" in a reminder is an offer, and nobody who asked for reminders
has asked for it. Reviewers call it a use case that doesn't match the samples, and reject the campaign with error 30893.
Prices that are owed and refunds are no offers.
"""

from collections.abc import Iterator

from policies.core.promotion import TRANSACTIONAL, advertising, offered_price
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://help.twilio.com/articles/11847054539547",
    ),
    fix="remove the offer, or register the use case MARKETING, MIXED or LOW_VOLUME",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find offers."""
    use_case = case.campaign.use_case
    if use_case not in TRANSACTIONAL:
        return
    for path, sample in case.samples:
        if span := advertising(sample) or offered_price(sample):
            found = sample[slice(*span)]
            message = f"{found!r} is promotional, but the use case {use_case} doesn't allow promotion"
            yield Violation(path, message, span=span)


rule.for_tenant(check)

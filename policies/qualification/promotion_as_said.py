"""Tenants that want to advertise say so, and have a text for it.

A customer that wants to send offers can't do it with templates that are all transactional, and a campaign registered
without promotion is blocked when it sends some (error 30893).
"""

from collections.abc import Iterator

from policies.core.promotion import advertising
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.language.reading import first_of, read
from policies.language.words import Words
from tenants.model import Traffic

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://help.twilio.com/articles/11847054539547",
    ),
    fix="agree on messages without promotion; or give its share and a promotional template",
)

_WANTED = Words(
    "advertise", "advertising", "advertisement", "coupon", "deals", "discount", "marketing", "news", "newsletter",
    "offers", "promote", "promotion", "sales", "special offer",
)  # fmt: skip
"""What customers call it when they are asked what the messages are for."""


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare what the customer wants with the share it gave and with the texts it has."""
    qualification = case.tenant.qualification
    if qualification is None:
        return
    words = qualification.use_case_words
    reading = read(words)
    wanted = reading.said(_WANTED)
    span = advertising(words) or (reading.span(first_of(wanted)) if wanted else None)
    if span is None:
        return
    found = words[slice(*span)]
    if not qualification.promotional_share:
        message = f"{found!r} is promotional, but the share of promotional messages is 0 %"
    elif any(each.traffic is Traffic.PROMOTIONAL for each in case.templates.values()) or any(
        advertising(sample) for _, sample in case.samples
    ):
        return
    else:
        message = f"{found!r} is promotional, but all templates and samples are transactional"
    yield Violation("qualification.use_case_words", message, span=span)


rule.for_tenant(check)

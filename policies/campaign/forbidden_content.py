"""Campaigns contain no forbidden content.

Carriers refuse sex, hate, firearms, tobacco, cannabis, gambling, payday loans, debt services, cryptocurrency and
get-rich-quick offers regardless of consent (errors 30883, 30884, 30885, 30897). Such a campaign can't be resubmitted,
and carriers fine senders of such messages.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import any_of, texts

_FORBIDDEN = any_of(
    "ammunition",
    "bitcoin",
    "cannabis",
    "casino bonus",
    "CBD gummies",
    "CBD oil*",
    "cigarette*",
    "credit repair",
    "cryptocurrency",
    "debt collection",
    "debt collector*",
    "debt consolidation",
    "debt reduction",
    "debt relief",
    "debt settlement",
    "e-cigarette*",
    "escort service*",
    "firearm*",
    "get rich quick",
    "handgun*",
    "marijuana",
    "multi-level marketing",
    "online casino*",
    "online gambling",
    "payday loan*",
    "pornography",
    "sexually explicit",
    "sports betting",
    "THC",
    "tobacco products",
    "tobacco shop",
    "vape",
    "vaping",
)

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=(
        "https://www.twilio.com/docs/api/errors/30883",
        "https://www.twilio.com/docs/api/errors/30885",
        "https://www.twilio.com/docs/api/errors/30897",
        "https://www.twilio.com/docs/api/errors/30860",
        "https://www.twilio.com/docs/api/errors/30863",
        "https://www.twilio.com/docs/api/errors/30878",
        "https://www.twilio.com/docs/api/errors/30464",
        "https://www.twilio.com/en-us/legal/messaging-policy",
        "https://help.twilio.com/articles/360045004974",
    ),
    fix="remove it; a business in one of these trades can't send US text messages",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find words in names and texts that are certainly about forbidden content."""
    business = case.tenant.business
    names = (
        ("name", case.tenant.name),
        ("business.legal_name", business.legal_name),
        ("business.website", business.website),
    )
    for path, text in (*names, *texts(case)):
        if found := _FORBIDDEN.search(text):
            yield Violation(path, f"{found[0]!r} is content that carriers forbid")


rule.for_tenant(check)

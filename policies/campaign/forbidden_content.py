"""Campaigns contain no forbidden content.

Carriers refuse sex, hate, firearms, tobacco, cannabis, gambling, high-risk loans, debt services, cryptocurrency and
get-rich-quick offers regardless of consent, and whether or not they are legal (errors 30883, 30884, 30885, 30897). What
counts is what the business does: "no message is about tobacco" is no such content. Such a campaign can't be
resubmitted, and carriers fine senders of such messages.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import texts
from policies.language.forbidden import first_forbidden
from policies.language.reading import read

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
    """Find what is forbidden in names and texts, unless it is denied."""
    business = case.tenant.business
    names = (
        ("name", case.tenant.name),
        ("business.legal_name", business.legal_name),
        ("business.website", business.website.replace(".", " ").replace("/", " ")),
    )
    for path, text in (*names, *texts(case)):
        reading = read(text)
        if forbidden := first_forbidden(reading):
            kind, found = forbidden
            span = reading.span(found) if path != "business.website" else None
            yield Violation(path, f"{reading.quoted(found)!r} is content that carriers forbid: {kind}", span=span)


rule.for_tenant(check)

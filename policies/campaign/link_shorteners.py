"""Links don't use public shorteners.

A public shortener hides whose page a link opens, so carriers block such links. Reviewers reject the campaign with error
30892, and carriers drop the messages with error 30007.
"""

from collections.abc import Iterator

from policies.core.domains import host
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import texts
from policies.language.reading import Found, read
from policies.language.words import Words

PUBLIC = frozenset(
    [
        "adf.ly",
        "bit.do",
        "bit.ly",
        "buff.ly",
        "cutt.ly",
        "goo.gl",
        "is.gd",
        "lnkd.in",
        "ow.ly",
        "rb.gy",
        "rebrand.ly",
        "shorturl.at",
        "soo.gd",
        "t.co",
        "t.ly",
        "tiny.cc",
        "tinyurl.com",
    ]
)
"""Shorteners that anyone can use."""

_SUCH_AS = Words("rather than", "instead of", "not", "never")
"""What precedes a shortener that is not used."""

_BANNED = Words(
    "banned|prohibited|forbidden|blocked|refused by|in|here|under|,|.", "is|are banned|forbidden|prohibited"
)
"""What follows it."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30892",
        "https://www.twilio.com/docs/api/errors/30857",
        "https://www.twilio.com/en-us/legal/messaging-policy",
    ),
    fix="write the full URL on the business's own domain, or use its own short domain",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check every link in the campaign's texts and pages, and the website."""
    campaign, business = case.campaign, case.tenant.business
    pages = (
        ("business.website", business.website),
        ("campaign.privacy_policy_url", campaign.privacy_policy_url),
        ("campaign.terms_and_conditions_url", campaign.terms_and_conditions_url),
    )
    for path, text in (*pages, *texts(case)):
        reading = read(text)
        for index, link in reading.links.items():
            found = Found(index, index)
            if host(link) in PUBLIC and not (
                reading.is_denied(found) or reading.before(found, _SUCH_AS, 3) or reading.after(found, _BANNED)
            ):
                yield Violation(path, f"{link!r} uses a public link shortener", span=reading.span(found))


rule.for_tenant(check)

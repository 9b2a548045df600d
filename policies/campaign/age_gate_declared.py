"""Campaigns with adults-only content are declared as age-gated.

Carriers allow alcohol content only behind an age gate. A campaign that sells or advertises alcohol and is not declared
as age-gated is rejected with error 30888 or 30883. Where the message flow describes the age gate, only the declaration
is missing: another rule advises that.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import flow_of, texts
from policies.language.reading import read
from policies.language.vocabulary import AGE_CHECK
from policies.language.words import Words

_ADULTS = Words(
    "alcoholic beverage|drink", "beer garden", "brewery", "craft beer", "distillery", "liquor", "tequila", "vodka",
    "whiskey", "whisky", "bourbon", "wine tasting|club|release|shop|sale|pairing", "winery",
    "beer release|club|tasting|sale|on tap|of the|flight",
    "ale|lager|stout|ipa release|released|on tap|for sale|off|is out",
    "pinot|cabernet|chardonnay|merlot|rose release|released|on tap|for sale|off|is out", "hard seltzer|cider",
    "cocktail hour|special|night|kit|menu", "happy hour drinks|beer|wine|cocktails|margaritas",
    "half price wine|beer|margaritas|cocktails|drafts", "taproom", "spirits tasting|shop|store", "=gin tasting",
    "=rum tasting", "wine and|& spirits",
)  # fmt: skip

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30888",
        "https://www.twilio.com/docs/api/errors/30883",
        "https://www.twilio.com/en-us/legal/messaging-policy",
    ),
    fix="set campaign.age_gated and verify customers' ages before they opt in, or remove the content",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find words that are certainly about alcohol, unless they are denied."""
    if case.campaign.age_gated or flow_of(case).said(AGE_CHECK):
        return
    for path, text in texts(case):
        reading = read(text)
        if found := reading.said(_ADULTS):
            message = f"{reading.quoted(found[0])!r} is age-restricted content, but the campaign is not age-gated"
            yield Violation(path, message, span=reading.span(found[0]))


rule.for_tenant(check)

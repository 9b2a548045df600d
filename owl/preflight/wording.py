"""What the words on a page say, as far as a search for words can tell."""

import re
from collections.abc import Iterator

TEXTS = re.compile(r"(?i)\b(?:texts?|text(?:ed|ing)|txts?|sms|(?:mobile|automated)\s+messages?)\b")
RATES = re.compile(r"(?i)\b(?:message|msg)s?\s*(?:and|&|\+|/)\s*data\s+(?:rates?|charges?|fees?)\b|\bdata\s+rates?\b")
_MESSAGES = r"(?:messages?|msgs?|texts?|sms|reminders?|alerts?)"
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a few|several)"
FREQUENCY = re.compile(
    rf"(?i)\bfreq(?:uency)?\b|\brecurring\b|\b(?:daily|weekly|monthly)\b|\b{_COUNT}\s+(?:\w+\s+)?{_MESSAGES}\b"
    rf"|\b(?:{_MESSAGES}|{_COUNT})\s*(?:/|\b(?:per|an?|each|every)\b)\s*\w+"
)
STOP = re.compile(r"\bSTOP\b|(?i:\b(?:reply|text|send)\W+(?:stop|end|quit|cancel|unsubscribe)\b)")
HELP = re.compile(r"\bHELP\b|(?i:\b(?:reply|text|send)\W+help\b)")
SIGN_IN = re.compile(r"(?i)/(?:log|sign)[-_]?in\b|/sso\b|/oauth2?\b|/auth(?:orize)?\b")
"""Matches the path of a page that asks who one is."""

_SENTENCE = re.compile(r"[^.!?;\n]+")
_DENIAL = re.compile(r"(?i)\b(?:not|never|no|none|nobody|neither|nor|without)\b|n['\u2019]t\b")
_SHARING = re.compile(
    r"(?i)\b(?:shar(?:e[sd]?|ing)|s(?:ell|ells|elling|old|ale)|disclosures?|disclos(?:e[sd]?|ing)|rent(?:s|ed|ing)?|trad(?:e[sd]?|ing)"
    r"|transfer\w*|provide[sd]?|providing|pass(?:es|ed|ing)?|giv(?:es?|en|ing)|exchang\w*|reveal\w*|release[sd]?)\b"
)
_NUMBERS = re.compile(
    r"(?i)\b(?:mobile|phone|telephone|cell|numbers?|sms|texts?|text messaging|opt-?in|consent|third[\s-]part(?:y|ies)"
    r"|affiliates?|personal (?:information|data))\b"
)
_EXCEPTION = re.compile(r"(?i)\b(?:except|unless|other than|apart from|excluding|with the exception)\b")
_POSSESSIVE = re.compile("['\u2019]s\\b")
_LEGAL_FORM = re.compile(
    r"(?i)[\s,]+(?:incorporated|inc|llc|l\.l\.c|ltd|limited|corporation|corp|company|co|llp|plc|pllc|lp|gmbh)\.?$"
)


def sentences_on_sharing(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each sentence that says numbers are not shared, and whether it makes an exception."""
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        if all(each.search(sentence) for each in (_DENIAL, _SHARING, _NUMBERS)):
            yield sentence, bool(_EXCEPTION.search(sentence))


def names(text: str, *businesses: str) -> bool:
    """Return whether a text contains one of the names, in any case and punctuation, with or without its legal form."""
    within = f" {_plain(text)} {_plain(_POSSESSIVE.sub('', text))} "
    wanted = {_plain(each) for name in businesses for each in (name, _LEGAL_FORM.sub("", name))}
    return any(f" {name} " in within for name in wanted if name)


def _plain(text: str) -> str:
    without_apostrophes = re.sub("['\u2019]", "", text.casefold()).replace("&", " and ")
    return " ".join(re.findall(r"\w+", without_apostrophes))

"""The texts of a tenant that reviewers read, and patterns to search them."""

import re
from collections.abc import Iterator
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumberMatcher

from policies.core.domains import host
from policies.core.rule import TenantCase

DESCRIPTION, FLOW = "campaign.description", "campaign.message_flow"

_LINK = re.compile(
    r"(?<![\w@.-])(?:https?://[^\s<>\"']+"
    r"|(?:[a-z0-9-]+\.)+(?:app|biz|co|com|example|gl|gd|info|io|ly|me|net|org|shop|store|us)(?![\w-])(?:/[^\s<>\"']*)?"
    r"|(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"']*)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?:\d\D{0,3}){7}")
_ASKED = re.compile(r"(?i)\b(?:call|dial|phone|telephone|text|sms|tel)\W+(?:(?:us|at|number|to|is)\W+)*$")

OPT_OUT = re.compile(
    r"\bSTOP\b|(?i:\b(?:reply|text|txt|send|respond)\W+(?:with\W+)?(?:stop|unsubscribe|cancel|end|quit|optout)\b"
    r"|\bopt[\s-]?out\b|\bunsubscribe\b)"
)
"""Matches a text that says how to opt out."""

HELP = re.compile(r"\bHELP\b|(?i:\b(?:reply|text|txt|send|respond)\W+(?:with\W+)?help\b)")
"""Matches a text that mentions the keyword HELP."""

RATES = re.compile(r"(?i)\b(?:message|msg)s?\s*(?:and|&|\+|/)\s*data\s+rates?\s+(?:may|might)\s+apply\b")
"""Matches Twilio's wording for message and data rates, or its usual short form."""

_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a few|several)"
_MESSAGES = r"(?:messages?|msgs?|texts?|sms|reminders?|alerts?|notifications?)"
FREQUENCY = re.compile(
    rf"(?i)\bfrequency\b|\b{_COUNT}\s+(?:\w+\s+)?{_MESSAGES}\b|\b{_COUNT}\s+(?:an?|per|each|every)\s+"
    rf"(?:day|week|month|year|order)\b|\b{_MESSAGES}\s*(?:/|per|each|every|an?)\s*(?:day|week|month|year|order|request)\b"
    rf"|\b(?:daily|weekly|monthly|recurring)\s+{_MESSAGES}\b"
)
"""Matches a text that states the message frequency."""


def messages(case: TenantCase[Any]) -> tuple[tuple[str, str], ...]:
    """Return the samples and an example of each template, each with the field to change."""
    name = case.tenant.name
    if not case.tenant.campaign.samples:
        return case.samples
    templates = enumerate(case.templates.values())
    return (*case.samples, *((f"templates[{index}]", template.example_for(name)) for index, template in templates))


def replies(case: TenantCase[Any]) -> tuple[tuple[str, str], ...]:
    """Return the automatic replies to keywords, each with its field."""
    campaign = case.tenant.campaign
    found = {
        "campaign.opt_in_message": campaign.opt_in_message,
        "campaign.opt_out_message": campaign.opt_out_message,
        "campaign.help_message": campaign.help_message,
    }
    return tuple((path, text) for path, text in found.items() if text)


def texts(case: TenantCase[Any]) -> tuple[tuple[str, str], ...]:
    """Return every text of the campaign, each with its field."""
    campaign = case.tenant.campaign
    return ((DESCRIPTION, campaign.description), (FLOW, campaign.message_flow), *messages(case), *replies(case))


def any_of(*phrases: str) -> re.Pattern[str]:
    """Return a pattern of whole words that ignores case: a space matches any gap, a final star any ending."""
    forms = "|".join(re.escape(each).replace(r"\ ", r"[\s-]+").replace(r"\*", r"\w*") for each in phrases)
    beginnings = "".join(sorted({each[0].casefold() for each in phrases}))
    return re.compile(rf"\b(?=[{beginnings}])(?:{forms})(?!\w)", re.IGNORECASE)


def names_business(text: str, case: TenantCase[Any]) -> bool:
    """Return whether a text contains the tenant's name, ignoring case."""
    return case.tenant.name.casefold() in text.casefold()


def links(text: str) -> list[str]:
    """Return the links in a text, with or without a scheme, as written."""
    words = (word for word in text.split() if "." in word[1:-1])
    return [each[0].rstrip(".,;:!?)") for word in words for each in _LINK.finditer(word)]


def is_on(link: str, site: str) -> bool:
    """Return whether a link is on a website: on its host or a subdomain."""
    return f".{host(link)}".endswith(f".{host(site)}")


def phone_numbers(text: str) -> Iterator[str]:
    """Yield the phone numbers in a text, as written.

    Ten digits in a row may be an order number: they count as a phone number only after a word such as `call`.
    """
    if not _DIGITS.search(text):
        return
    without_links = _LINK.sub(" ", text)
    for match in PhoneNumberMatcher(without_links, "US", leniency=phonenumbers.Leniency.VALID):
        if not match.raw_string.isdigit() or _ASKED.search(without_links[: match.start]):
            yield match.raw_string

"""The texts of a tenant that reviewers read, and what can be found in them."""

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
"""A text that says how to get no more messages."""

HELP = re.compile(r"\bHELP\b|(?i:\b(?:reply|text|txt|send|respond)\W+(?:with\W+)?help\b)")
"""A text that names the keyword for help."""

RATES = re.compile(r"(?i)\b(?:message|msg)s?\s*(?:and|&|\+|/)\s*data\s+rates?\s+(?:may|might)\s+apply\b")
"""Twilio's words for what messages may cost, or their usual short form."""

_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a few|several)"
_MESSAGES = r"(?:messages?|msgs?|texts?|sms|reminders?|alerts?|notifications?)"
FREQUENCY = re.compile(
    rf"(?i)\bfrequency\b|\b{_COUNT}\s+(?:\w+\s+)?{_MESSAGES}\b|\b{_COUNT}\s+(?:an?|per|each|every)\s+"
    rf"(?:day|week|month|year|order)\b|\b{_MESSAGES}\s*(?:/|per|each|every|an?)\s*(?:day|week|month|year|order|request)\b"
    rf"|\b(?:daily|weekly|monthly|recurring)\s+{_MESSAGES}\b"
)
"""A text that says how many messages come."""


def messages(case: TenantCase[Any]) -> tuple[tuple[str, str], ...]:
    """Give what is sent: the samples, and an example of each template; each with the field to change."""
    name = case.tenant.name
    if not case.tenant.campaign.samples:
        return case.samples
    templates = enumerate(case.templates.values())
    return (*case.samples, *((f"templates[{index}]", template.example_for(name)) for index, template in templates))


def replies(case: TenantCase[Any]) -> tuple[tuple[str, str], ...]:
    """Give the automatic answers to keywords, each with its field."""
    campaign = case.tenant.campaign
    found = {
        "campaign.opt_in_message": campaign.opt_in_message,
        "campaign.opt_out_message": campaign.opt_out_message,
        "campaign.help_message": campaign.help_message,
    }
    return tuple((path, text) for path, text in found.items() if text)


def texts(case: TenantCase[Any]) -> tuple[tuple[str, str], ...]:
    """Give every text of the campaign, each with its field."""
    campaign = case.tenant.campaign
    return ((DESCRIPTION, campaign.description), (FLOW, campaign.message_flow), *messages(case), *replies(case))


def any_of(*phrases: str) -> re.Pattern[str]:
    """Give the pattern of whole words, in any letter case: a space stands for any gap, a final star for any ending."""
    forms = "|".join(re.escape(each).replace(r"\ ", r"[\s-]+").replace(r"\*", r"\w*") for each in phrases)
    beginnings = "".join(sorted({each[0].casefold() for each in phrases}))
    return re.compile(rf"\b(?=[{beginnings}])(?:{forms})(?!\w)", re.IGNORECASE)


def names_business(text: str, case: TenantCase[Any]) -> bool:
    """Say whether a text has the tenant's name, in any letter case."""
    return case.tenant.name.casefold() in text.casefold()


def links(text: str) -> list[str]:
    """Give the web addresses in a text, with or without a scheme, as written."""
    words = (word for word in text.split() if "." in word[1:-1])
    return [each[0].rstrip(".,;:!?)") for word in words for each in _LINK.finditer(word)]


def is_on(link: str, site: str) -> bool:
    """Say whether a web address is on a site: on its host or one below it."""
    return f".{host(link)}".endswith(f".{host(site)}")


def phone_numbers(text: str) -> Iterator[str]:
    """Give the phone numbers in a text, as written.

    Ten digits in a row may be an order's number: they are a phone number where the text says so, as in `call`.
    """
    if not _DIGITS.search(text):
        return
    without_links = _LINK.sub(" ", text)
    for match in PhoneNumberMatcher(without_links, "US", leniency=phonenumbers.Leniency.VALID):
        if not match.raw_string.isdigit() or _ASKED.search(without_links[: match.start]):
            yield match.raw_string

"""The texts of a tenant that reviewers read."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from policies.core.domains import host
from policies.core.name_forms import LEGAL, has_form
from policies.core.rule import Correction, TenantCase, Violation
from policies.language.links import links, phone_numbers
from policies.language.reading import Found, Reading, read
from policies.language.vocabulary import AGREE, BOX, KEYWORD, TEXT, TICK

__all__ = ["DESCRIPTION", "FLOW", "links", "phone_numbers"]

DESCRIPTION, FLOW = "campaign.description", "campaign.message_flow"

_POLICY_PAGE = re.compile(
    r"(?i)privac|terms|\btos\b|\btou\b|polic(?![a-z]*[-_/]?(?:text|sms|notice|alert|update|remind|sign|service|holder))"
    r"|conditions|legal|datenschutz|\bt-?and-?c|\btc\b|disclaim"
)
_ARTICLES = frozenset(["the", "a", "an"])


def messages(case: TenantCase[Any]) -> tuple[tuple[str, str], ...]:
    """Return the samples and an example of each template, each with the field to change."""
    tenant, known = case.tenant, case.policy_input.messages
    if tenant.campaign is None or not tenant.campaign.samples:
        return case.samples
    if tenant.id not in known:
        examples = (template.example_for(tenant.name) for template in case.templates.values())
        templates = ((f"templates[{index}]", example) for index, example in enumerate(examples))
        known[tenant.id] = (*case.samples, *templates)
    return known[tenant.id]


def replies(case: TenantCase[Any]) -> tuple[tuple[str, str], ...]:
    """Return the automatic replies to keywords, each with its field."""
    campaign = case.campaign
    found = {
        "campaign.opt_in_message": campaign.opt_in_message,
        "campaign.opt_out_message": campaign.opt_out_message,
        "campaign.help_message": campaign.help_message,
    }
    return tuple((path, text) for path, text in found.items() if text)


def texts(case: TenantCase[Any]) -> tuple[tuple[str, str], ...]:
    """Return every text of the campaign, each with its field."""
    campaign = case.campaign
    return ((DESCRIPTION, campaign.description), (FLOW, campaign.message_flow), *messages(case), *replies(case))


def flow_of(case: TenantCase[Any]) -> Reading:
    """Return the message flow, read as by `reading_of`."""
    return reading_of(case.campaign.message_flow, case)


def reading_of(text: str, case: TenantCase[Any]) -> Reading:
    """Return a text, read; the business's names in it are only names."""
    return _reading_of(text, case.tenant.name, case.tenant.business.legal_name)


@lru_cache(maxsize=2048)
def _reading_of(text: str, name: str, legal_name: str) -> Reading:
    return read(text).without(_own_names(name, legal_name))


def is_written(flow: Reading) -> bool:
    """Return whether customers consent by a mark or a keyword, as a message flow says, not by word of mouth alone."""
    return bool(flow.said(TICK, BOX, KEYWORD))


def own_names(case: TenantCase[Any]) -> tuple[tuple[str, ...], ...]:
    """Return the words of the tenant's name and legal name."""
    return _own_names(case.tenant.name, case.tenant.business.legal_name)


@lru_cache(maxsize=2048)
def _own_names(*names: str) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(map(name_words, names)))


def both_names(case: TenantCase[Any]) -> tuple[str, ...]:
    """Return the tenant's name and, if it is another one, its legal name."""
    return tuple(dict.fromkeys((case.tenant.name, case.tenant.business.legal_name)))


def finding(path: str, reading: Reading, found: Found, message: str) -> Violation:
    """Return a violation that quotes the words that made it.

    Args:
        path: The field.
        reading: Its text, read.
        found: The words.
        message: What is wrong with them; it follows the words and a colon.
    """
    return Violation(path, f"{reading.quoted(found)!r}: {message}", span=reading.span(found))


def lacking(path: str, reading: Reading, message: str, wording: str | None = None) -> Violation:
    """Return a violation about something that a text does not say, at the words where it belongs.

    Args:
        path: The field.
        reading: Its text, read.
        message: What is missing.
        wording: The sentence that says it, if it invents no fact.
    """
    shown = disclosures(reading)
    return Violation(path, message, span=reading.span(shown), correction=_added(path, reading, shown, wording))


def _added(path: str, reading: Reading, shown: Found, wording: str | None) -> Correction | None:
    """Return a sentence added to what customers see: to the words beside the box, but never to what somebody says."""
    if wording is None:
        return None
    text = reading.text
    end = reading.span(shown)[1]
    is_quoted = any(reading.in_quote(quote) == shown for quote in reading.quotes)
    if not is_quoted or "?" in text[slice(*reading.span(shown))]:
        end = len(text.rstrip())
    return Correction(path, with_period(text, end, wording), end)


def with_period(text: str, end: int, wording: str) -> str:
    """Return a sentence to insert after a text, with the period that the text lacks."""
    before = text[:end].rstrip("\"'\u201d\u2019)")
    return f" {wording}" if before.endswith((".", "!", "?")) else f". {wording}"


def disclosures(reading: Reading) -> Found:
    """Return the words that customers see when they opt in: what is quoted, else the sentence about the act."""
    best: Found | None = None
    for quote in reading.quotes:
        words = reading.in_quote(quote)
        if words and (reading.within(TEXT, words) or reading.within(AGREE, words)):
            return words
    for sentence in reading.sentences:
        if reading.within(TICK, sentence) or reading.within(BOX, sentence):
            best = sentence
            break
    return best or reading.sentences[0]


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a business name without article and legal form: `The Tea Room, LLC` is `tea room`."""
    words = [word for word in read(name).words if word[0].isalnum()]
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return tuple(words)


def names_in_full(text: str, case: TenantCase[Any]) -> bool:
    """Return whether a text names the tenant in full, however it writes case, accents, `&` and apostrophes."""
    if case.tenant.name in text:
        return True
    said = [word for word in read(text).words if word[0].isalnum()]
    joined, together = f" {' '.join(said)} ", "".join(said)
    return any(
        f" {' '.join(words)} " in joined or (len(words) > 1 and "".join(words) in together) for words in own_names(case)
    )


def names_business(text: str, case: TenantCase[Any]) -> bool:
    """Return whether a text names the tenant, in full or by a form of its name."""
    return names_in_full(text, case) or any(has_form(text, name) for name in both_names(case))


def opt_in_links(case: TenantCase[Any]) -> Sequence[tuple[int, str]]:
    """Return the links of the message flow except those to the terms and the privacy policy, each with its word."""
    campaign = case.campaign
    return _opt_in_links(flow_of(case), campaign.privacy_policy_url, campaign.terms_and_conditions_url)


@lru_cache(maxsize=2048)
def _opt_in_links(flow: Reading, *policies: str) -> Sequence[tuple[int, str]]:
    found = []
    for index, link in flow.links.items():
        address = link if "://" in link else f"https://{link}"
        parts = urlsplit(address) if host(address) else None
        if parts is None or address in policies or _POLICY_PAGE.search(f"{parts.path}?{parts.query}#{parts.fragment}"):
            continue
        found.append((index, link))
    return found


def is_on(link: str, site: str) -> bool:
    """Return whether a link is on a website: on its host or a subdomain."""
    return f".{host(link)}".endswith(f".{host(site)}")

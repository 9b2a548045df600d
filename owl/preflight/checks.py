"""What a reviewer looks for on each page, and does not find."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from owl.preflight import wording
from owl.preflight.content import Content
from owl.preflight.fetch import Answer, shown_url
from owl.preflight.pages import Purpose, ReadPage, same_page
from owl.rendering.one_line import one_line
from policies.core.domains import domain
from policies.core.texts import FLOW
from tenants.model import Tenant

_LONGEST_QUOTE = 160
_FEWEST_WORDS = 200
"""Characters below which a page with scripts has probably not been drawn yet."""

_LONGEST_SIGN_IN = 1000
"""Characters above which a page with a field for a password has other content: many shops have one in their header."""

_DONE = 200
_NEEDS_SIGN_IN = {401, 403}


class Certainty(StrEnum):
    """Whether a program can tell."""

    MISSING = "missing"
    """A reviewer will miss it."""

    UNCLEAR = "unclear"
    """A person has to look."""


@dataclass(frozen=True)
class Finding:
    """Something that a reviewer will miss.

    Attributes:
        path: The field of the tenant's file that names the page.
        url: The page; empty if none is named.
        message: What is missing, after the page's address.
        fix: What to do about it.
        certainty: Whether that is certain.
    """

    path: str
    url: str
    message: str
    fix: str
    certainty: Certainty = Certainty.MISSING


def findings(tenant: Tenant, pages: Sequence[ReadPage]) -> list[Finding]:
    """Return what is missing on a tenant's pages, in the order of the pages."""
    found: list[Finding] = []
    for each in pages:
        found += [Finding(each.page.path, each.page.url, *rest) for rest in _of_page(tenant, each)]
    return found + list(_consent(tenant, pages))


_Lack = tuple[str, str] | tuple[str, str, Certainty]
"""A finding's message and fix, and whether it is certain if it is not."""


def _of_page(tenant: Tenant, read: ReadPage) -> Iterator[_Lack]:
    answer, content = read.answer, read.content
    if answer is None:
        yield read.reason, "correct the address, or ask the owner of the website to fix it"
        return
    if answer.status != _DONE:
        yield _of_status(answer.status)
        return
    if not answer.was_encrypted:
        http = next(url for url in answer.urls if not url.startswith("https://"))
        yield f"it leads over unencrypted http: {shown_url(http)}", "redirect to https only"
    if content is None or not answer.body:
        yield from _of_file(read, answer)
    elif hiding := _hiding(read, answer, content):
        yield hiding
    else:
        yield from _of_content(tenant, read, answer, content)


def _of_status(status: int) -> _Lack:
    if status in _NEEDS_SIGN_IN:
        return (
            f"it answers {status}: only visitors who sign in see it, or no programs",
            "publish it for everybody; if a browser shows it without a sign-in, ignore this",
        )
    return f"it answers {status}", "publish the page, or correct its address"


def _of_file(read: ReadPage, answer: Answer) -> Iterator[_Lack]:
    """Yield what is wrong with what is not a web page."""
    kind = read.picture or one_line(answer.content_type) or "data"
    if not answer.body:
        yield "it is empty", "publish the page, or correct its address"
    elif read.page.purpose is not Purpose.OPT_IN:
        yield f"it is not a web page, but {kind}", "publish it as a page that people can read"
    elif not read.picture:
        yield f"it is neither a page nor a picture, but {kind}", "publish a page, a PNG, a JPEG or a PDF"


def _hiding(read: ReadPage, answer: Answer, content: Content) -> _Lack | None:
    """Return why a page does not show what customers see, or None if it does."""
    if _looks_like_picture(read.page.url):
        return "it should be a picture, but is a web page", "upload the picture, or correct its address"
    shows_consent = any(wording.TEXTS.search(box.words) for box in content.boxes)
    was_sent_there = len(answer.urls) > 1 and bool(wording.SIGN_IN.search(urlsplit(answer.url).path))
    is_only_form = content.asks_password and len(content.text) < _LONGEST_SIGN_IN
    if not shows_consent and (was_sent_there or is_only_form):
        return (
            f"it is behind a sign-in: {shown_url(answer.url)}",
            "publish a picture or a copy of the page for everybody, and link that",
        )
    if content.runs_scripts and len(content.text) < _FEWEST_WORDS:
        return (
            f"it shows only {len(content.text)} characters unless its scripts run",
            "open it in a browser; some reviewers' tools run no scripts either",
            Certainty.UNCLEAR,
        )
    return None


def _of_content(tenant: Tenant, read: ReadPage, answer: Answer, content: Content) -> Iterator[_Lack]:
    if domain(answer.url) != domain(read.page.url):
        yield f"it leads to another site: {shown_url(answer.url)}", "name the page where it really is"
    if not answer.is_complete:
        yield f"it is very long: only its first {len(answer.body):,} bytes were read", "shorten it", Certainty.UNCLEAR
    if not wording.names(f"{content.title} {content.text}", tenant.name, tenant.business.legal_name):
        yield (
            f"it does not name {tenant.name!r}; its title is {_quoted(content.title)}",
            "write the business's name on the page, as in the tenant's file",
        )
    if read.page.purpose is Purpose.PRIVACY:
        yield from _privacy(content)
    elif read.page.purpose is Purpose.TERMS:
        yield from _terms(content)


def _privacy(content: Content) -> Iterator[_Lack]:
    fix = "add: 'Mobile numbers and consent to texts are not shared with or sold to third parties or affiliates.'"
    said = list(wording.sentences_on_sharing(content.text))
    if not said:
        yield "it does not say that mobile numbers are not shared", fix
    elif all(has_exception for _, has_exception in said):
        yield f"it says with an exception that numbers are not shared: {_quoted(said[0][0])}", fix, Certainty.UNCLEAR


def _terms(content: Content) -> Iterator[_Lack]:
    if not wording.TEXTS.search(content.text):
        yield "it says nothing about text messages", "add the terms of the messages, not only those of the shop"
        return
    wanted = {
        "the keyword STOP": wording.STOP,
        "the keyword HELP": wording.HELP,
        "message and data rates": wording.RATES,
    }
    for what, pattern in wanted.items():
        if not pattern.search(content.text):
            yield f"it does not mention {what}", f"add {what} to the terms of the messages"


def _consent(tenant: Tenant, pages: Sequence[ReadPage]) -> Iterator[Finding]:
    """Yield what no opt-in page shows of the consent. One that shows all is enough; a picture can't be read here."""
    opt_in = [each for each in pages if each.page.purpose is Purpose.OPT_IN]
    if not opt_in and tenant.campaign is None:
        return  # its numbers are outside the US, where no reviewer looks at the opt-in
    if not opt_in:
        fix = "name the page on which customers agree, or a picture of the form, in the message flow"
        yield Finding(FLOW, "", "the message flow names no page that shows how customers agree", fix)
        return
    lacking = [
        (each, list(_consent_on(tenant, each.content)))
        for each in opt_in
        if each.answer and each.content and each.answer.status == _DONE and each.answer.body
        if not _hiding(each, each.answer, each.content)
    ]
    if lacking:
        read, fewest = min(lacking, key=lambda each: len(each[1]))
        certainty = Certainty.UNCLEAR if any(each.picture for each in opt_in) else Certainty.MISSING
        yield from (Finding(read.page.path, read.page.url, *lack, certainty) for lack in fewest)


def _consent_on(tenant: Tenant, content: Content) -> Iterator[tuple[str, str]]:
    boxes = [box for box in content.boxes if wording.TEXTS.search(box.words)]
    if not boxes:
        yield (
            "it shows no box with words about texts beside it",
            "show an empty checkbox with the consent beside it, or link a picture of where customers agree",
        )
    if boxes and all(box.is_set for box in boxes):
        yield f"its box is ticked before the visitor does it: {_quoted(boxes[0].words)}", "show the box empty"
    if boxes and all(box.is_required for box in boxes):
        yield "its form can't be sent without the box for texts", "make the box optional"
    for pattern, lack, words in _DISCLOSURES:
        if not pattern.search(content.text):
            yield lack, f"add: '{words}'"
    linked = {same_page(link) for link in content.links}
    declared = tenant.campaign or tenant.toll_free
    policies = {
        "privacy policy": declared.privacy_policy_url if declared else None,
        "terms": declared.terms_and_conditions_url if declared else None,
    }
    for what, url in policies.items():
        if url and same_page(url) not in linked:
            yield f"it does not link the {what}", f"link {url} beside the box"


_DISCLOSURES = (
    (wording.RATES, "it does not mention message and data rates", "Message and data rates may apply."),
    (wording.FREQUENCY, "it does not say how often texts are sent", "Message frequency varies."),
    (wording.STOP, "it does not say how to opt out", "Reply STOP to opt out."),
    (wording.HELP, "it does not mention the keyword HELP", "Reply HELP for help."),
)
"""What is beside the box: a pattern, what is missing without it, and words for it."""


def _looks_like_picture(url: str) -> bool:
    return same_page(url)[1].lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf"))


def _quoted(text: str) -> str:
    shown = one_line(text)
    return repr(shown if len(shown) <= _LONGEST_QUOTE else f"{shown[:_LONGEST_QUOTE]}...")

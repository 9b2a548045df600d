"""The pages of a tenant that a reviewer opens, and what is behind each address."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from owl.preflight.content import Content
from owl.preflight.content_process import parsed
from owl.preflight.deadline import Deadline
from owl.preflight.fetch import Answer, Limits, fetch
from owl.preflight.unreadable import Unreadable
from policies.core.texts import FLOW, links
from tenants.model import Tenant

_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF-": "a PDF",
}
"""The first bytes of the files that show a form or a sign."""

_PAGES = {"", "text/html", "application/xhtml+xml", "text/plain"}


class Purpose(StrEnum):
    """Why a reviewer opens a page."""

    WEBSITE = "website"
    OPT_IN = "opt-in page"
    PRIVACY = "privacy policy"
    TERMS = "terms"


@dataclass(frozen=True)
class Page:
    """A page that a tenant's file names.

    Attributes:
        purpose: Why a reviewer opens it.
        url: Its address.
        path: The field that names it.
    """

    purpose: Purpose
    url: str
    path: str


@dataclass(frozen=True)
class ReadPage:
    """A page as it was found.

    Attributes:
        page: Which page.
        answer: What its server sent; None if it can't be read.
        reason: Why it can't be read, after its address.
        content: What it shows, if it is a page.
        picture: What kind of picture it is, if it is one.
    """

    page: Page
    answer: Answer | None = None
    reason: str = ""
    content: Content | None = None
    picture: str = ""


def pages_of(tenant: Tenant) -> list[Page]:
    """Return the pages that a reviewer of the tenant's campaign opens."""
    campaign = tenant.campaign
    website = Page(Purpose.WEBSITE, tenant.business.website, "business.website")
    if campaign is None:
        return [website, *_pages_of_toll_free(tenant)]
    others = [
        website,
        Page(Purpose.PRIVACY, campaign.privacy_policy_url, "campaign.privacy_policy_url"),
        Page(Purpose.TERMS, campaign.terms_and_conditions_url, "campaign.terms_and_conditions_url"),
    ]
    known = {same_page(each.url) for each in others[1:]}
    linked = (link if "://" in link else f"https://{link}" for link in links(campaign.message_flow))
    opt_in = dict.fromkeys(link for link in linked if same_page(link) not in known)
    return [others[0], *(Page(Purpose.OPT_IN, link, FLOW) for link in opt_in), *others[1:]]


def _pages_of_toll_free(tenant: Tenant) -> Iterator[Page]:
    """Yield the pages that the verification of a toll-free number names, the opt-in first."""
    toll_free = tenant.toll_free
    if toll_free is None:
        return
    section = "senders.toll_free"
    for index, url in enumerate(toll_free.opt_in_image_urls):
        yield Page(Purpose.OPT_IN, url, f"{section}.opt_in_image_urls[{index}]")
    if toll_free.privacy_policy_url:
        yield Page(Purpose.PRIVACY, toll_free.privacy_policy_url, f"{section}.privacy_policy_url")
    if toll_free.terms_and_conditions_url:
        yield Page(Purpose.TERMS, toll_free.terms_and_conditions_url, f"{section}.terms_and_conditions_url")


def same_page(url: str) -> tuple[str, str]:
    """Return what two addresses of one page have in common: the host without `www.`, and the path."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    except ValueError:
        return "", url


def read(page: Page, limits: Limits, latest: Deadline) -> ReadPage:
    """Fetch a page and see what it is."""
    deadline = Deadline(limits.seconds, latest)
    try:
        answer = fetch(page.url, limits, deadline)
        picture = _picture(answer.body)
        if picture or answer.content_type not in _PAGES or b"\0" in answer.body[:1000]:
            return ReadPage(page, answer, picture=picture)
        return ReadPage(page, answer, content=parsed(answer.body, answer.encoding, answer.url, deadline))
    except Unreadable as error:
        return ReadPage(page, reason=str(error))


def _picture(body: bytes) -> str:
    """Return what kind of picture a file is by its first bytes; empty if it is none."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "a WebP picture"
    return next((kind for begin, kind in _PICTURES.items() if body.startswith(begin)), "")

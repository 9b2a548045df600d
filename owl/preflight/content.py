"""What a page shows to people: its words, its boxes, its links."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = ["script", "style", "template", "noscript", "svg"]
_MOST_WORDS = 2000
"""Characters beside a box that are read."""

_LEVELS = 4
"""How far above a box its words are looked for."""


@dataclass(frozen=True)
class Box:
    """A control with which a visitor says yes.

    Attributes:
        words: The words beside it.
        is_set: Whether it says yes before the visitor does anything.
        is_required: Whether the form can't be sent without it.
    """

    words: str
    is_set: bool
    is_required: bool


@dataclass(frozen=True)
class Content:
    """What a page shows.

    Attributes:
        title: Its title.
        text: All its words.
        boxes: Its checkboxes, radio buttons and switches.
        links: The addresses that it links to.
        asks_password: Whether it has a field for a password.
        runs_scripts: Whether scripts may show more than this.
    """

    title: str
    text: str
    boxes: tuple[Box, ...]
    links: frozenset[str]
    asks_password: bool
    runs_scripts: bool


def content_of(body: bytes, encoding: str | None, url: str) -> Content:
    """Read a page's HTML. What is not HTML is read as text."""
    tree = LexborHTMLParser(_decoded(body, encoding))
    runs_scripts = tree.css_first("script") is not None
    title = tree.css_first("title")
    images = " ".join(each.attributes.get("alt") or "" for each in tree.css("img[alt]"))
    tree.strip_tags(_UNSEEN)
    root = tree.body or tree.root
    text = _words(root)
    name = tree.css_first('meta[property="og:site_name"]')
    return Content(
        title=_words(title),
        text=" ".join([text, images, (name.attributes.get("content") or "") if name else ""]).strip(),
        boxes=tuple(_boxes(tree)),
        links=frozenset(_links(tree, url)),
        asks_password=tree.css_first('input[type="password" i]') is not None,
        runs_scripts=runs_scripts,
    )


def _decoded(body: bytes, encoding: str | None) -> str:
    try:
        return body.decode(encoding or "utf-8", "replace")
    except (LookupError, ValueError):  # the server named an encoding that does not exist, or is none of texts
        return body.decode("utf-8", "replace")


def _words(node: LexborNode | None) -> str:
    return " ".join(node.text(separator=" ").split()) if node is not None else ""


def _boxes(tree: LexborHTMLParser) -> Iterator[Box]:
    labels = {
        each.attributes["for"]: _words(each)
        for each in tree.css("label[for]")
        if each.attributes.get("for") is not None
    }
    for each in tree.css('input[type="checkbox" i], input[type="radio" i], [role="checkbox"], [role="switch"]'):
        attributes = each.attributes
        yield Box(
            words=" ".join([labels.get(attributes.get("id"), ""), attributes.get("aria-label") or "", _beside(each)]),
            is_set="checked" in attributes or attributes.get("aria-checked") == "true",
            is_required="required" in attributes or attributes.get("aria-required") == "true",
        )


def _beside(node: LexborNode) -> str:
    """Return the words of the nearest element around a control that has any."""
    around = node.parent
    for _ in range(_LEVELS):
        if around is None or around.tag in {"body", "html"}:
            return ""
        if words := _words(around):
            return words[:_MOST_WORDS]
        around = around.parent
    return ""


def _links(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    for each in tree.css("a[href]"):
        try:
            yield urljoin(url, each.attributes.get("href") or "")
        except ValueError:
            continue

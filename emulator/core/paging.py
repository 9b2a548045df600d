"""Paged lists in both of Twilio's styles: that of 2010-04-01 and that of all other hosts.

Facts: https://www.twilio.com/docs/usage/twilios-response and the list answers in Twilio's OpenAPI description.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from emulator.core import lag
from emulator.core.call import Call
from emulator.core.errors import invalid
from emulator.core.parameters import number
from emulator.core.store import Stored

DEFAULT_PAGE_SIZE = 50
MAXIMUM_PAGE_SIZE = 1000


def page(
    call: Call, key: str, kind: str, show: Callable[[Call, Stored], dict[str, Any]], **where: Any
) -> dict[str, Any]:
    """Return one page of objects, newest first, in the style of the host that was called.

    A page token names the last object of the page before, so a list stays whole while objects are added or removed.

    Args:
        call: The call; its PageSize, Page and PageToken say which page.
        key: The name of the array in the answer.
        kind: The kind of object.
        show: Makes the answer of one object.
        **where: As for `Transaction.select`; the acting account's objects unless an account or a parent is given.
    """
    if not where.keys() & {"account_sid", "parent_sid"}:
        where["account_sid"] = call.account.sid
    size, page_number, before = _wanted(call)
    offset = page_number * size if before is None else 0
    until = lag.shown_until(call.settings, call.now)
    found = call.store.select(kind, before=before, until=until, limit=size + 1, offset=offset, **where)
    items = found[:size]
    token = f"PA{items[-1].sequence}" if len(found) > size else None
    answers = [show(call, stored) for stored in items]
    return _in_style(call, key, answers, size, page_number, token)


def page_of(call: Call, key: str, answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return one page, in the style of the host that was called, of answers that are not kept as objects.

    A page token says how many answers the pages before had.
    """
    size, page_number, before = _wanted(call)
    first = page_number * size if before is None else before
    token = f"PA{first + size}" if len(answers) > first + size else None
    return _in_style(call, key, answers[first : first + size], size, page_number, token)


def page_size(call: Call) -> int:
    """Return how many objects a page is to have: 50 unless given, at most 1,000."""
    given = call.request.args.get("PageSize", str(DEFAULT_PAGE_SIZE))
    size = number(given)
    if not size:
        raise invalid("PageSize", given, "a whole number from 1 to 1000")
    return min(size, MAXIMUM_PAGE_SIZE)


def _wanted(call: Call) -> tuple[int, int, int | None]:
    """Return page size, page number and the sequence number before which the page begins."""
    query = call.request.args
    page_number, token = number(query.get("Page", "0")), query.get("PageToken", "")
    before = number(token.removeprefix("PA"))
    if page_number is None:
        raise invalid("Page", query["Page"], "a whole number from 0")
    if token and before is None:
        raise invalid("PageToken", token, "the token of an earlier answer")
    return page_size(call), page_number, before


def _in_style(  # noqa: PLR0913, PLR0917 - these are what a page says
    call: Call, key: str, answers: Sequence[dict[str, Any]], size: int, page_number: int, token: str | None
) -> dict[str, Any]:
    """Return a page as the host writes it."""
    links = _links(call, size, page_number, token)
    if call.product == "api":
        return {key: answers, **_page_2010(links, size, page_number, len(answers))}
    return {key: answers, "meta": {"key": key, "page": page_number, "page_size": size, **_named(links, "url")}}


def _links(call: Call, size: int, page_number: int, token: str | None) -> dict[str, str | None]:
    """Return the addresses of this page and its neighbors, as the host writes them."""
    base = call.path if call.product == "api" else call.base_url + call.path
    filters = [
        (name, value)
        for name, value in call.request.args.items(multi=True)
        if name not in {"PageSize", "Page", "PageToken"}
    ]

    def address(page_number: int, page_token: str | None = None) -> str:
        paging = [("PageSize", str(size)), ("Page", str(page_number))]
        if page_token:
            paging.append(("PageToken", page_token))
        return f"{base}?{urlencode([*filters, *paging])}"

    return {
        "first_page": address(0),
        "previous_page": address(page_number - 1) if page_number else None,
        "next_page": address(page_number + 1, token) if token else None,
        "": address(page_number, call.request.args.get("PageToken")),
    }


def _named(links: Mapping[str, str | None], suffix: str) -> dict[str, str | None]:
    return {f"{name}_{suffix}".lstrip("_"): address for name, address in links.items()}


def _page_2010(links: Mapping[str, str | None], size: int, page_number: int, length: int) -> dict[str, Any]:
    start = page_number * size
    return {
        **_named(links, "uri"),
        "page": page_number,
        "page_size": size,
        "start": start,
        "end": start + max(length - 1, 0),
    }

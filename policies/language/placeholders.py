"""Blanks in a text: those that the sender fills in for each recipient, and those that nobody has filled in."""

import re

from policies.language.inflection import listed
from policies.language.words import Words

MARKED = re.compile(
    r"\[([^\[\]]{1,60})\]|\{\{?\s*([^{}]{0,60}?)\s*\}?\}|<\s*([A-Za-z_][^<>]{0,60}?)\s*>|%\((\w+)\)[sd]|\$\{(\w+)\}|%[sd]\b"
    r"|<%=?\s*([^<>%]{1,60}?)\s*%>|\*\|([\w:.]{1,60})\|\*|(?<!\w)(?:%%|__|##|@@)([A-Za-z]\w{0,40}?)(?:%%|__|##|@@)(?!\w)|#\{([^{}]{1,60})\}"
)
"""Matches a blank in any syntax: `[name]`, `{{name}}`, `<name>`, `%(name)s`."""

OTHER_SYNTAX = re.compile(r"\{\{?[^{}]{0,60}\}?\}|<[A-Za-z_][^<>]{0,60}>|%\(\w+\)[sd]|%[sd]\b")
"""Matches a blank that is not in square brackets."""

_SENDERS = listed(
    "company business brand organization organisation org firm companyname businessname brandname storename "
    "shopname insert enter fill placeholder todo tbd tba offer promo promotion slogan sender"
)
_OTHERS = listed("company organization organisation firm sender")
_PLACES = listed(
    "store shop practice clinic salon restaurant dealership location agency church school studio gym hotel office "
    "website"
)
_RECIPIENTS = listed(
    "first last customer client patient guest member recipient appointment order pet child student date time"
)

UNFINISHED = Words(
    "=tbd", "=tba", "=todo", "lorem ipsum", "insert|put|place|type|paste|add .. here",
    "insert .. name|text|link|offer|message|code|promo", "put|add .. promo|offer",
    "your company|business|brand|store|shop|practice|salon|organization name",
    "company|business|brand|store|shop name here",
    "your text|message|name|offer|link|logo|url|copy|content|promo|promotion|ad here", "goes here",
    "to be decided|determined|confirmed|announced|written|filled|added|defined|supplied", "placeholder", "=xx %",
    "=xx", "=xxx", "=xxxx", "=xxxxx", "$ =xx", "$ =x", "=x %", "dummy text|message|copy",
    "sample|example|test text|message|copy here|goes|only|#", "this is a test|sample|example|dummy|placeholder",
    "test message|text|sms", "copy|wording to follow|come", "coming from marketing", "asdf", "blah",
    "=abc company|inc|corp|business|store", "=foo", "=foobar",
    "name of business|company|store|brand|shop|practice", "draft :|copy|text|version|only", "edit this|me",
    "replace this|me", "final wording|copy|text|offer",
)  # fmt: skip
"""Words of a text that is not finished."""


_NAME_IN_CAPITALS = re.compile(
    r"\b(?:PRACTICE|COMPANY|BUSINESS|BRAND|STORE|SHOP|ORG|ORGANIZATION|CLINIC|SALON|SENDER|CLIENT|MERCHANT)[ _-]?NAME\b"
)


def unfilled(text: str, *, is_named: bool = False) -> tuple[int, int] | None:
    """Return where a blank is that the sender should have filled in, if there is one.

    Args:
        text: A message.
        is_named: Whether it names its sender: another company in it is one that differs between recipients.
    """
    for match in MARKED.finditer(text):
        inside = next((group for group in match.groups() if group), "")
        words = set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", inside).lower().replace("_", " ")))
        is_place = bool(words & _PLACES) and bool(words & {"name", "your", "our"})
        if (words & (_SENDERS - _OTHERS if is_named else _SENDERS) or is_place) and not words & _RECIPIENTS:
            return match.span()
    capitals = _NAME_IN_CAPITALS.search(text)
    return capitals.span() if capitals else None

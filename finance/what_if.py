"""What-if: margins with some values changed from what the files say."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from tenants.model import Tenants

MOST_SEGMENTS = 24
"""Segments of a 1,600-character text, Twilio's limit, in UCS-2."""

_AMOUNT = re.compile(r"\d{1,6}(\.\d{1,6})?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"\d{1,6}", re.ASCII)


class InvalidWhatIf(ValueError):  # noqa: N818 - the name says what is wrong
    """A what-if is not valid. The message, one line, says what is allowed."""


@dataclass(frozen=True)
class WhatIf:
    """The changed values. Everything else stays as the files say.

    Attributes:
        package: Another package's id.
        templates: Ids of the templates to use instead of the tenant's own.
        price: What the tenant pays per month, in US dollars.
        message_price: Twilio's price per segment, in US dollars, without carrier fees.
        segments: Segments per message.
    """

    package: str | None = None
    templates: tuple[str, ...] = ()
    price: Decimal | None = None
    message_price: Decimal | None = None
    segments: int | None = None

    def __bool__(self) -> bool:
        """Whether any value is changed."""
        return self != WhatIf()

    def __str__(self) -> str:
        """Return it as typed: `package=gold, segments=2`."""
        pairs = [
            (_key(field.name), value)
            for field in fields(self)
            for value in (self.templates if field.name == "templates" else [getattr(self, field.name)])
        ]
        return ", ".join(f"{key}={value}" for key, value in pairs if value is not None)


def read_what_if(pairs: Iterable[str], tenants: Tenants) -> WhatIf:
    """Read pairs such as `package=gold` or `message-price=0.0090`; only `template` may be repeated.

    Raises:
        InvalidWhatIf: A pair can't be read, names something the catalogue lacks, or contradicts another pair.
    """
    found: dict[str, Any] = {"templates": ()}
    for pair in pairs:
        key, separator, text = pair.partition("=")
        if not separator or key not in _KEYS:
            raise InvalidWhatIf(f"{pair!r}: write KEY=VALUE; KEY is one of {', '.join(_KEYS)}")
        name, read = _KEYS[key]
        value = read(key, text, tenants)
        if name == "templates":
            value = (*found[name], value)
        elif name in found:
            raise InvalidWhatIf(f"{pair!r}: {key} is already {found[name]}; only template may be given more than once")
        found[name] = value
    if found["templates"] and "segments" in found:
        raise InvalidWhatIf("template and segments both set the number of segments: give only one of them")
    return WhatIf(**found)


def _package(key: str, text: str, tenants: Tenants) -> str:
    return _one_of(key, text, tenants.packages)


def _template(key: str, text: str, tenants: Tenants) -> str:
    return _one_of(key, text, tenants.templates)


def _one_of(key: str, text: str, allowed: Iterable[str]) -> str:
    if text not in allowed:
        raise InvalidWhatIf(f"'{key}={text}': {key} is one of {', '.join(allowed)}")
    return text


def _amount(key: str, text: str, _tenants: Tenants) -> Decimal:
    if not _AMOUNT.fullmatch(text):
        example = {"price": "79.00", "message-price": "0.0090"}[key]
        raise InvalidWhatIf(f"'{key}={text}': {key} is an amount in US dollars, from 0 to 999999.999999: {example}")
    return Decimal(text)


def _segments(key: str, text: str, _tenants: Tenants) -> int:
    if not (_WHOLE_NUMBER.fullmatch(text) and 1 <= int(text) <= MOST_SEGMENTS):
        raise InvalidWhatIf(f"'{key}={text}': {key} is a whole number from 1 to {MOST_SEGMENTS}")
    return int(text)


_KEYS: dict[str, tuple[str, Callable[[str, str, Tenants], object]]] = {
    "package": ("package", _package),
    "template": ("templates", _template),
    "price": ("price", _amount),
    "message-price": ("message_price", _amount),
    "segments": ("segments", _segments),
}
"""By key: the field it sets and how its value is read."""


def _key(name: str) -> str:
    return next(key for key, (known, _) in _KEYS.items() if known == name)

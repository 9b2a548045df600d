"""The formats in Twilio's descriptions, most of them Twilio's own, and what each means."""

import re
from collections.abc import Callable
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from jsonschema import FormatChecker

FORMATS = FormatChecker(formats=())
"""Checks every format that Twilio uses; an unregistered format is an error, never ignored."""


def _text(check: Callable[[str], Any]) -> Callable[[object], bool]:
    """Return the check of a string; `type` refuses other values."""

    def checked(value: object) -> bool:
        return not isinstance(value, str) or bool(check(value))

    return checked


def _pattern(pattern: str) -> Callable[[object], bool]:
    return _text(re.compile(pattern).fullmatch)


def _address(text: str) -> bool:
    """Return whether a string is a URL, or a path on api.twilio.com as 2010-04-01 answers have it."""
    parts = urlsplit(text)
    return text.startswith("/2010-04-01/") or (parts.scheme in {"http", "https"} and bool(parts.netloc))


def _addresses(value: object) -> bool:
    return not isinstance(value, dict) or all(isinstance(each, str) and _address(each) for each in value.values())


def _capabilities(value: object) -> bool:
    return not isinstance(value, dict) or all(isinstance(each, bool) for each in value.values())


def _anything(_: object) -> bool:
    """Accept the value: `type` checks all there is."""
    return True


_CHECKS: dict[str, Callable[[object], bool]] = {
    "date": _text(date.fromisoformat),
    "date-time": _pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"),
    "date-time-rfc-2822": _text(parsedate_to_datetime),
    "uri": _text(_address),
    "uri-map": _addresses,
    "http-method": _pattern("GET|POST|HEAD|PUT|PATCH|DELETE"),
    "iso-country-code": _pattern("[A-Z]{2}"),
    "phone-number": _pattern(r"\+[1-9]\d{1,14}"),
    "phone-number-capabilities": _capabilities,
    "currency": _pattern("[A-Za-z]{3}"),
    "int32": _anything,
    "int64": _anything,
}

for _name, _check in _CHECKS.items():
    FORMATS.checks(_name, raises=ValueError)(_check)

"""Twilio's request parameters: PascalCase form fields read into snake_case values; an error says what is allowed.

A product declares its parameters as a table, `{"FriendlyName": text(64), "StickySender": boolean}`; `read` does
the rest.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from werkzeug.datastructures import MultiDict

from emulator.core import json_text
from emulator.core.errors import invalid, missing

Reader: TypeAlias = Callable[[str, str], Any]
Fields: TypeAlias = Mapping[str, "Reader | Many"]


_WORD_STARTS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])")
_SID = re.compile(r"[A-Z]{2}[0-9a-f]{32}")
_NUMBER = re.compile(r"[0-9]{1,15}")
_URL = re.compile(r"https?://[^\s/]+\S*")


class Many:
    """A parameter that is given several times: an array.

    Args:
        reader: Reads each of its values.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader


@cache
def snake_case(name: str) -> str:
    """Return Twilio's response name of a parameter: `A2PProfileBundleSid` becomes `a2p_profile_bundle_sid`."""
    return _WORD_STARTS.sub("_", name).lower()


def read(form: MultiDict[str, str], fields: Fields, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the given parameters by snake_case name; those not given are absent, unknown ones ignored as at Twilio.

    Raises:
        TwilioError: 20001 when a required parameter is missing or a value is invalid.
    """
    for name in required:
        if not form.get(name):
            raise missing(name)
    values: dict[str, Any] = {}
    for name, reader in fields.items():
        if name not in form:
            continue
        if isinstance(reader, Many):
            values[snake_case(name)] = [reader.reader(name, value) for value in form.getlist(name)]
        else:
            values[snake_case(name)] = reader(name, form[name])
    return values


def text(maximum: int, minimum: int = 0) -> Reader:
    """Read text of `minimum` to `maximum` characters."""

    def reader(name: str, value: str) -> str:
        if not minimum <= len(value) <= maximum:
            raise invalid(name, value, f"{minimum} to {maximum} characters, not {len(value)}")
        return value

    return reader


def url(name: str, value: str) -> str | None:
    """Read an http(s) address; empty text clears it."""
    if value and not _URL.fullmatch(value):
        raise invalid(name, value, "an address that begins with http:// or https://, or nothing")
    return value or None


def choice(*allowed: str) -> Reader:
    """Read one of a few words."""

    def reader(name: str, value: str) -> str:
        if value not in allowed:
            raise invalid(name, value, f"one of {', '.join(allowed)}")
        return value

    return reader


def boolean(name: str, value: str) -> bool:
    """Read `true` or `false`."""
    lowered = value.lower()
    if lowered not in {"true", "false"}:
        raise invalid(name, value, "true or false")
    return lowered == "true"


def number(value: str) -> int | None:
    """Return the whole number that text says; None if it says none, or one of more than 15 digits.

    The database's integers have 64 bits, and Python refuses to read very long ones.
    """
    return int(value) if _NUMBER.fullmatch(value) else None


def whole(minimum: int, maximum: int) -> Reader:
    """Read a whole number."""

    def reader(name: str, value: str) -> int:
        found = number(value)
        if found is None or not minimum <= found <= maximum:
            raise invalid(name, value, f"a whole number from {minimum} to {maximum}")
        return found

    return reader


def sid(*prefixes: str) -> Reader:
    """Read a SID with one of the prefixes; empty text clears it."""

    def reader(name: str, value: str) -> str | None:
        if value and not (_SID.fullmatch(value) and value[:2] in prefixes):
            raise invalid(name, value, f"a SID that begins with {' or '.join(prefixes)}")
        return value or None

    return reader


def json_object(name: str, value: str) -> dict[str, Any]:
    """Read an object given as JSON text in one field."""
    try:
        found = json_text.read(value)
    except ValueError as error:
        raise invalid(name, value, f"a JSON object ({error})") from None
    if not isinstance(found, dict):
        raise invalid(name, value, "a JSON object")
    return found

"""Between the SDK's objects and what the engine can carry."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_NINE_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9]{2}-?[0-9]{7}(?![0-9A-Za-z])")
_SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d"  # noqa: S105 - Pulumi's public marker of a secret, not one itself
_SECRET_KIND = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - same


def secret(value: str) -> dict[str, str]:
    """Mark an output made by a provider as a secret, in the form the engine's protocol has for it."""
    return {_SECRET_SIGNATURE: _SECRET_KIND, "value": value}


def without_numbers(value: Any) -> Any:
    """Take out of Twilio's own words what may be a registration number: nine digits by themselves, dashed or not."""
    match value:
        case str():
            return _NINE_DIGITS.sub("[number withheld]", value)
        case Mapping():
            return {key: without_numbers(each) for key, each in value.items()}
        case list():
            return [without_numbers(each) for each in value]
        case _:
            return value


def wire(instance: Any) -> dict[str, Any]:
    """Give the fields of the SDK's instance as plain data."""
    return {name: _plain(value) for name, value in vars(instance).items() if not name.startswith("_")}


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value

"""Between the SDK's objects and what the engine can carry."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d"  # noqa: S105 - Pulumi's public marker of a secret, not one itself
_SECRET_KIND = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - same


def secret(value: str) -> dict[str, str]:
    """Return an output of a provider marked as a secret, in the form that the engine's protocol has for it."""
    return {_SECRET_SIGNATURE: _SECRET_KIND, "value": value}


def is_secret(value: Any) -> bool:
    """Return whether a value of the engine's is a secret, in plain text or encrypted."""
    return isinstance(value, Mapping) and value.get(_SECRET_SIGNATURE) == _SECRET_KIND


def wire(instance: Any) -> dict[str, Any]:
    """Return the fields of the SDK's instance as plain data."""
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

"""The inputs of a Twilio resource: typed, checked before any call, and marked with how Twilio treats them.

A resource's inputs are a pydantic model. Its fields carry Twilio's own names and these marks:

- `Immutable`: Twilio cannot change it; another value means a new object.
- `ServerFilled`: if left out, Twilio chooses; its choice is never drift.
- `WriteOnly`: sent but never returned; the declared value is remembered.
- `Ours`: not sent to Twilio; it tells this project what to do.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, TypeVar

from pulumi.output import Unknown
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    field_validator,
)

from redaction.redact import redact_text

T = TypeVar("T")


@dataclass(frozen=True)
class Mark:
    """A mark on an input field."""

    name: str


@dataclass(frozen=True)
class Normal:
    """Brings two spellings of one value to the same form before they are compared."""

    form: Callable[[Any], Any]


IMMUTABLE = Mark("immutable")
SERVER_FILLED = Mark("server_filled")
WRITE_ONLY = Mark("write_only")
OURS = Mark("ours")
Immutable = Annotated[T, IMMUTABLE]
ServerFilled = Annotated[T, SERVER_FILLED]
WriteOnly = Annotated[T, WRITE_ONLY]
Ours = Annotated[T, OURS]


def _https(url: str) -> str:
    """Accept https only: callbacks carry message contents and phone numbers."""
    if not re.fullmatch(r"https://[^\s/?#@]+([/?#]\S*)?", url):
        raise ValueError("expected an https URL without a user name")
    return url


def _number_text(value: Any) -> Any:
    """Write a decimal number the one way Twilio's `250.000000` and a file's `250` share."""
    try:
        return format(Decimal(str(value)).normalize(), "f")
    except InvalidOperation:
        return value


def sid(prefix: str) -> StringConstraints:
    """Return the form of a SID with this two-letter prefix (https://www.twilio.com/docs/glossary/what-is-a-sid)."""
    return StringConstraints(pattern=f"^{prefix}[0-9a-fA-F]{{32}}$")


AccountSid = Annotated[str, sid("AC")]
CountryCode = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]
HttpsUrl = Annotated[str, AfterValidator(_https)]
FriendlyName = Annotated[str, StringConstraints(min_length=1, max_length=64)]
PhoneNumberText = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{6,14}$")]
NumberText = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)?$"), Normal(_number_text)]


def contains_unknown(value: Any) -> bool:
    """Return whether a value, or anything inside it, is known only after deployment."""
    if isinstance(value, Mapping):
        return any(contains_unknown(each) for each in value.values())
    if isinstance(value, list):
        return any(contains_unknown(each) for each in value)
    return isinstance(value, Unknown)


class Inputs(BaseModel):
    """Base of every resource's inputs. Unknown keys are refused; values not known yet pass unchecked."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @field_validator("*", mode="wrap")
    @classmethod
    def _pass_unknown(cls, value: Any, check: ValidatorFunctionWrapHandler) -> Any:
        return value if contains_unknown(value) else check(value)

    @classmethod
    def marked(cls, mark: Mark) -> frozenset[str]:
        """Return the names of the fields that carry `mark`."""
        return _marked(cls)[mark]

    @classmethod
    def defaults(cls) -> dict[str, Any]:
        """Return every field's default as plain data; None for a required or unset one."""
        return _defaults(cls)

    @classmethod
    def normal(cls, field: str, value: Any) -> Any:
        """Bring a field's value to the form in which equal values compare equal."""
        if value is None or value == "":  # Twilio writes what is unset either way
            return None
        for form in _normals(cls).get(field, ()):
            value = form(value)
        return value

    @classmethod
    def unchecked(cls, values: Mapping[str, Any]) -> Any:
        """Build from what Twilio or the state holds, which may break rules that new inputs must keep."""
        return cls.model_construct(**{name: values[name] for name in cls.model_fields if name in values})

    def declared(self) -> dict[str, Any]:
        """Return what was declared as plain data, without what equals its default."""
        defaults = self.defaults()
        values = {name: _plain(getattr(self, name)) for name in type(self).model_fields}
        return {name: value for name, value in values.items() if value is not None and value != defaults[name]}


@cache
def _marked(model: type[Inputs]) -> dict[Mark, frozenset[str]]:
    fields = model.model_fields.items()
    return {
        mark: frozenset(name for name, field in fields if mark in field.metadata)
        for mark in (IMMUTABLE, SERVER_FILLED, WRITE_ONLY, OURS)
    }


@cache
def _defaults(model: type[Inputs]) -> dict[str, Any]:
    return {
        name: None if field.is_required() else _plain(field.get_default(call_default_factory=True))
        for name, field in model.model_fields.items()
    }


@cache
def _normals(model: type[Inputs]) -> dict[str, list[Callable[[Any], Any]]]:
    return {
        name: [mark.form for mark in field.metadata if isinstance(mark, Normal)]
        for name, field in model.model_fields.items()
    }


def _plain(value: Any) -> Any:
    """Turn models and tuples into what the engine can carry."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True, by_alias=True)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def findings(error: ValidationError, *, shown: bool = True) -> list[tuple[str, str]]:
    """Return each finding of a failed check as (input, what is wrong with it and, if `shown`, what was found)."""
    return [(".".join(str(part) for part in each["loc"]) or "inputs", _reason(each, shown)) for each in error.errors()]


def _reason(finding: Any, shown: bool) -> str:  # noqa: FBT001 - passed through
    match finding["type"]:
        case "missing":
            return "is required"
        case "extra_forbidden":
            return "is not an input of this resource"
        case _:
            message = finding["msg"].removeprefix("Value error, ")
            found = finding["input"]
            hidden = not shown or isinstance(found, Mapping) or "@" in str(found)  # it may be a password
            return f"{message[0].lower()}{message[1:]}{'' if hidden else f', got {redact_text(repr(found)):.80}'}"


__all__ = [
    "IMMUTABLE",
    "OURS",
    "SERVER_FILLED",
    "WRITE_ONLY",
    "AccountSid",
    "CountryCode",
    "Field",
    "FriendlyName",
    "HttpsUrl",
    "Immutable",
    "Inputs",
    "Normal",
    "NumberText",
    "Ours",
    "PhoneNumberText",
    "ServerFilled",
    "WriteOnly",
    "contains_unknown",
    "findings",
    "sid",
]

"""Placeholders in templates: the type and the maximum length of the value that replaces each."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated

import phonenumbers
from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import Url

from tenants.model.sections.field_types import Text, expected, refused
from tenants.model.yaml_files.base_model import BaseModel

LONGEST_TEXT = 1600
"""Twilio's limit for a message, in characters. See https://www.twilio.com/docs/glossary/what-sms-character-limit."""

FILLER = "x"
"""A character that counts as one in the GSM-7 alphabet, the cheaper of the two encodings of SMS."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS = {*_WEEKDAYS, *(day[:3] for day in _WEEKDAYS), "today", "tomorrow"}
_DATES = ("%m/%d", "%m/%d/%Y", "%b %d", "%B %d", "%b %d, %Y", "%B %d, %Y")
_TIME = re.compile(r"(1[0-2]|[1-9])(:[0-5]\d)? [ap]m")
_ORDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_MONEY = re.compile(r"\$(\d{1,3}(,\d{3})+|\d+)(\.\d\d)?")


class PlaceholderType(StrEnum):
    """The type of value that replaces a placeholder."""

    TEXT = "text"
    NAME = "name"
    ORDER = "order"
    DATE = "date"
    DAY = "day"
    TIME = "time"
    PHONE = "phone"
    LINK = "link"
    MONEY = "money"


def _is_date(value: str) -> bool:
    return any(map(_parses, _DATES, [value] * len(_DATES)))


def _parses(form: str, value: str) -> bool:
    # A leap year, so that February 29 without a year is valid.
    with_year = (form, value) if "%Y" in form else (f"{form} %Y", f"{value} 2024")
    try:
        dt.datetime.strptime(with_year[1], with_year[0])  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return False
    return True


def _is_phone(value: str) -> bool:
    try:
        number = phonenumbers.parse(value, "US")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def _is_link(value: str) -> bool:
    try:
        return Url(value).scheme == "https" and not any(map(str.isspace, value))
    except ValueError:
        return False


_FITS: Mapping[PlaceholderType, tuple[Callable[[str], bool], str, str]] = {
    PlaceholderType.TEXT: (str.isprintable, "text on one line", "write it on one line"),
    PlaceholderType.NAME: (
        lambda value: value.isprintable() and any(map(str.isalnum, value)),
        "a name",
        "write it on one line, with a letter or a digit: Alice",
    ),
    PlaceholderType.ORDER: (
        lambda value: bool(_ORDER.fullmatch(value)),
        "an order number",
        "write letters, digits and hyphens: '20417'",
    ),
    PlaceholderType.DATE: (_is_date, "a date as customers read it", "write it as Nov 24, or 11/24/2026"),
    PlaceholderType.DAY: (
        _DAYS.__contains__,
        "a day of the week, today or tomorrow",
        "write it as Tuesday, or Tue",
    ),
    PlaceholderType.TIME: (lambda value: bool(_TIME.fullmatch(value)), "a time of day", "write it as 2:30 pm, or 7 am"),
    PlaceholderType.PHONE: (_is_phone, "a valid phone number", "write it as 808-555-0123"),
    PlaceholderType.LINK: (_is_link, "an https URL", "write the full address, starting with https://"),
    PlaceholderType.MONEY: (lambda value: bool(_MONEY.fullmatch(value)), "an amount in dollars", "write it as $12.50"),
}
"""For each type: a check of the value, its name in messages and how to write it."""


class Placeholder(BaseModel):
    """The values that may replace a placeholder."""

    type: Annotated[PlaceholderType, Field(strict=False)]
    longest: Annotated[int, Field(ge=1, le=LONGEST_TEXT)]
    """The length of the longest possible value, in characters. The cost of a message is computed with it."""

    example: Text
    """An example value, shown to reviewers and sent if a message gives no value."""

    @field_validator("example")
    @classmethod
    def _fits(cls, example: str, info: ValidationInfo) -> str:
        """Reject an example that could not be sent."""
        type_, longest = info.data.get("type"), info.data.get("longest")
        if type_ is not None:
            fits, what, remedy = _FITS[type_]
            if not fits(example):
                raise expected(what, remedy)
        if longest is not None and len(example) > longest:
            raise refused(
                f"the example has {len(example)} characters, but longest is {longest}", "shorten it, or raise longest"
            )
        return example

    @property
    def longest_value(self) -> str:
        """The example, padded to the longest length.

        The example's own characters are kept, because they may need the more expensive encoding.
        """
        return self.example.ljust(self.longest, FILLER)

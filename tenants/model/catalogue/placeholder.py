"""Placeholders of templates: what kind of value takes the place of each, and how long it may be."""

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
"""Characters: Twilio's limit for a message. See https://www.twilio.com/docs/glossary/what-sms-character-limit."""

FILLER = "x"
"""A character that takes one place in the GSM alphabet, the cheaper of the two in which texts are sent."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS = {*_WEEKDAYS, *(day[:3] for day in _WEEKDAYS), "today", "tomorrow"}
_DATES = ("%m/%d", "%m/%d/%Y", "%b %d", "%B %d", "%b %d, %Y", "%B %d, %Y")
_TIME = re.compile(r"(1[0-2]|[1-9])(:[0-5]\d)? [ap]m")
_ORDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_MONEY = re.compile(r"\$(\d{1,3}(,\d{3})+|\d+)(\.\d\d)?")


class PlaceholderType(StrEnum):
    """What kind of value takes a placeholder's place."""

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
    # A leap year, so that February 29 without a year is a day.
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
    PlaceholderType.TEXT: (str.isprintable, "a text of one line", "write it on one line"),
    PlaceholderType.NAME: (
        lambda value: value.isprintable() and any(map(str.isalnum, value)),
        "a name",
        "write it on one line, with a letter or a digit: Alice",
    ),
    PlaceholderType.ORDER: (
        lambda value: bool(_ORDER.fullmatch(value)),
        "an order's number",
        "write letters, digits and hyphens: '20417'",
    ),
    PlaceholderType.DATE: (_is_date, "a date as customers read it", "write it as Nov 24, or 11/24/2026"),
    PlaceholderType.DAY: (
        _DAYS.__contains__,
        "a day of the week, today or tomorrow",
        "write it as Tuesday, or Tue",
    ),
    PlaceholderType.TIME: (lambda value: bool(_TIME.fullmatch(value)), "a time of day", "write it as 2:30 pm, or 7 am"),
    PlaceholderType.PHONE: (_is_phone, "a phone number that can be called", "write it as 808-555-0123"),
    PlaceholderType.LINK: (_is_link, "an https URL", "write https:// and the rest of the address"),
    PlaceholderType.MONEY: (lambda value: bool(_MONEY.fullmatch(value)), "an amount in dollars", "write it as $12.50"),
}
"""Of each type: whether a value is of it, what it is called and how it is written."""


class Placeholder(BaseModel):
    """What may take a placeholder's place."""

    type: Annotated[PlaceholderType, Field(strict=False)]
    longest: Annotated[int, Field(ge=1, le=LONGEST_TEXT)]
    """Characters of the longest value that is ever filled in: what a message costs follows from it."""

    example: Text
    """For reviewers, and where nothing else is given."""

    @field_validator("example")
    @classmethod
    def _fits(cls, example: str, info: ValidationInfo) -> str:
        """Refuse an example that could not be sent."""
        type_, longest = info.data.get("type"), info.data.get("longest")
        if type_ is not None:
            fits, what, remedy = _FITS[type_]
            if not fits(example):
                raise expected(what, remedy)
        if longest is not None and len(example) > longest:
            raise refused(f"{len(example)} characters, and longest is {longest}", "shorten it, or raise longest")
        return example

    @property
    def longest_value(self) -> str:
        """The example, filled up to the longest value.

        With its own characters kept, for they may need the dearer of the two alphabets.
        """
        return self.example.ljust(self.longest, FILLER)

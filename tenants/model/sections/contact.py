"""A tenant's contacts: the people it may try its messages on, each with the consent given."""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from tenants.model.sections.field_types import Text, expected, is_local_us_number
from tenants.model.yaml_files.base_model import BaseModel

_DATE_TIME = re.compile(r"20\d\d-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)")

_OF_TESTS = re.compile(r"\+150055[0-9]{5}")
"""Nobody's: Twilio's numbers for tests, https://www.twilio.com/docs/iam/test-credentials, and how deliveries fail."""


def _recipient(text: str) -> str:
    if not is_local_us_number(text) and not _OF_TESTS.fullmatch(text):
        raise expected(
            "a US phone number that texts can reach, in E.164", "write +1 and ten digits in quotes: '+14155550123'"
        )
    return text


def _date_time(value: Any) -> dt.datetime:
    if isinstance(value, str) and _DATE_TIME.fullmatch(value):
        try:
            return dt.datetime.fromisoformat(value.upper())
        except ValueError:
            pass
    raise expected(
        "a day and time with a time zone", "write it as 2026-03-14T15:30:00-07:00, or in UTC as 2026-03-14T22:30:00Z"
    )


class ConsentMethod(StrEnum):
    """How somebody agreed to be texted."""

    IN_PERSON = "in-person"
    """Said to somebody, who noted it."""

    KEYWORD = "keyword"
    """A text with an opt-in keyword, sent from the number itself."""

    PAPER_FORM = "paper-form"
    PHONE_CALL = "phone-call"
    WEB_FORM = "web-form"


class Consent(BaseModel):
    """That somebody agreed to be texted, so that it can be shown when a carrier asks.

    See https://www.twilio.com/en-us/legal/messaging-policy.
    """

    given_at: Annotated[dt.datetime, BeforeValidator(_date_time)]
    """When, with the time zone: 2026-03-14T15:30:00-07:00."""

    how: Annotated[ConsentMethod, Field(strict=False)]
    """By a form, a keyword, in person."""

    recorded_by: Text
    """Name or e-mail address of who noted it, and can be asked."""


class Contact(BaseModel):
    """Somebody who is texted to try a tenant's messages. Kept here alone: it is never sent to Twilio by itself."""

    name: Text
    """For people."""

    phone_number: Annotated[str, AfterValidator(_recipient)]
    """A US number in E.164 that can be a mobile one, such as '+14155550188'."""

    consent: Consent
    """Nobody is texted without it."""

"""A tenant's contacts: people who receive test messages, each with a record of consent."""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from tenants.model.sections.channel import AnyChannel, Channel
from tenants.model.sections.field_types import Text, country_of, expected, is_local_us_number, refused
from tenants.model.yaml_files.base_model import BaseModel

_DATE_TIME = re.compile(r"20\d\d-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)")

_OF_TESTS = re.compile(r"\+150055[0-9]{5}")
"""Twilio's test numbers, which also simulate failed deliveries: https://www.twilio.com/docs/iam/test-credentials."""


def _recipient(text: str) -> str:
    is_abroad = country_of(text) not in {None, "US"}
    if not is_local_us_number(text) and not _OF_TESTS.fullmatch(text) and not is_abroad:
        raise expected(
            "a phone number that can receive texts, in E.164",
            "write + and country code in quotes; in the US +1 and ten digits: '+14155550123'",
        )
    return text


def _date_time(value: Any) -> dt.datetime:
    if isinstance(value, str) and _DATE_TIME.fullmatch(value):
        try:
            return dt.datetime.fromisoformat(value.upper())
        except ValueError:
            pass
    raise expected(
        "a date and time with a time zone", "write it as 2026-03-14T15:30:00-07:00, or in UTC as 2026-03-14T22:30:00Z"
    )


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError):
        known = False
    else:
        known = "/" in text  # abbreviations such as EST have no daylight saving time
    if not known:
        raise expected("a time zone", "write its name in the IANA database: America/Los_Angeles")
    return text


class ConsentMethod(StrEnum):
    """How a person agreed to be texted."""

    IN_PERSON = "in-person"
    """Agreed verbally, to someone who recorded it."""

    KEYWORD = "keyword"
    """Texted an opt-in keyword from their own number."""

    PAPER_FORM = "paper-form"
    PHONE_CALL = "phone-call"
    WEB_FORM = "web-form"


class Consent(BaseModel):
    """The record that a person agreed to be texted, as proof if a carrier asks.

    See https://www.twilio.com/en-us/legal/messaging-policy.
    """

    given_at: Annotated[dt.datetime, BeforeValidator(_date_time)]
    """When the person agreed, with a time zone: 2026-03-14T15:30:00-07:00."""

    how: Annotated[ConsentMethod, Field(strict=False)]
    """How the person agreed: by a form, a keyword, in person."""

    recorded_by: Text
    """The name or e-mail address of the person who recorded the consent and can be asked about it."""

    wording: Text | None = None
    """The words that the person was shown or told and agreed to."""

    evidence: Text | None = None
    """Where the proof is kept: the URL of the form, the name of a scan, the number of a ticket."""


class ContactChannel(BaseModel):
    """A channel on which a person may be reached."""

    channel: AnyChannel
    """What carries the message: sms, rcs or whatsapp."""

    consent: Consent | None = None
    """The consent given for this channel. Without it the channel is not used. Not for sms, which has the contact's."""

    @model_validator(mode="after")
    def _one_consent_for_texts(self) -> Self:
        if self.channel is Channel.SMS and self.consent is not None:
            raise refused("sms has the contact's consent", "remove this one, or write it as `consent` of the contact")
        return self


def _each_once(channels: tuple[ContactChannel, ...]) -> tuple[ContactChannel, ...]:
    names = [each.channel for each in channels]
    for name in names:
        if names.count(name) > 1:
            raise refused(f"{name.value} is named {names.count(name)} times", "name each channel once")
    return channels


class Contact(BaseModel):
    """A person who receives a tenant's test messages. Deployments don't send contacts to Twilio."""

    name: Text
    """The display name."""

    phone_number: Annotated[str, AfterValidator(_recipient)]
    """A number in E.164 that can receive texts, such as '+14155550188', in one of `messaging.destinations`."""

    consent: Consent
    """The consent to be texted by SMS. Required: no contact is texted without consent."""

    channels: Annotated[tuple[ContactChannel, ...], Field(strict=False), AfterValidator(_each_once)] = ()
    """The channels that the person prefers, the first one first. Those of `messaging.channels` follow."""

    time_zone: Annotated[str, AfterValidator(_time_zone)] | None = None
    """Where the person lives, by its IANA name, such as `America/Los_Angeles`: promotional messages are sent from 8:00
    to 21:00 there. Default: the time zones of the phone number's area code or country."""

    def consent_for(self, channel: Channel) -> Consent | None:
        """Return the consent that the person gave for a channel; None if there is none."""
        if channel is Channel.SMS:
            return self.consent
        return next((each.consent for each in self.channels if each.channel is channel), None)

    @property
    def consents(self) -> dict[str, Consent]:
        """All consents that the person gave, by their place below the contact in the file."""
        of_channels = {
            f"channels[{place}].consent": each.consent for place, each in enumerate(self.channels) if each.consent
        }
        return {"consent": self.consent, **of_channels}

"""Requests: what a tenant needs that no file can declare, and that somebody has asked Twilio for.

Twilio sells some senders through forms and its sales team only, which takes weeks:
https://www.twilio.com/docs/phone-numbers/regulatory (private offerings),
https://www.twilio.com/docs/messaging/compliance/short-codes, https://www.twilio.com/docs/rcs/onboarding and
https://www.twilio.com/docs/whatsapp/isv/register-senders.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from tenants.model.sections.field_types import CountryCode, Date, Text, refused
from tenants.model.yaml_files.base_model import BaseModel


class RequestKind(StrEnum):
    """What was asked for."""

    SHORT_CODE = "short-code"
    """A number of five or six digits. It takes 8 to 12 weeks."""

    RCS_SENDER = "rcs-sender"
    """A sender with a logo and a name, which carriers approve country by country."""

    WHATSAPP_SENDER = "whatsapp-sender"
    """A number on WhatsApp, in the tenant's own WhatsApp Business Account."""

    PRIVATE_OFFERING = "private-offering"
    """A phone number that Twilio sells only through a form."""

    @property
    def words(self) -> str:
        """The name for people, such as `short code`."""
        return self.value.replace("-", " ").replace("rcs", "RCS").replace("whatsapp", "WhatsApp")


class RequestStatus(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    IN_PROGRESS = "in-progress"
    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """The name for people, such as `in progress`."""
        return self.value.replace("-", " ")


class Request(BaseModel):
    """Something that somebody asked Twilio for on the tenant's behalf. It is not sent to Twilio."""

    kind: Annotated[RequestKind, Field(strict=False)]
    country: CountryCode
    """The country of the sender, as two letters: the one in which people are texted."""

    asked_on: Date
    asked_by: Text
    """The name or e-mail address of the person who asked and can be asked about it."""

    status: Annotated[RequestStatus, Field(strict=False)]
    due: Date
    """The day by which an answer is expected. Move it when Twilio names another one."""

    note: Text | None = None
    """What else to know, such as the number of Twilio's ticket."""

    @model_validator(mode="after")
    def _due_after_it_was_asked(self) -> Self:
        if self.due < self.asked_on:
            raise refused(f"due ({self.due}) is before asked_on ({self.asked_on})", "correct one of the two days")
        return self

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return self.status in {RequestStatus.ASKED, RequestStatus.IN_PROGRESS}

    def is_overdue(self, today: dt.date) -> bool:
        """Return whether the answer should have come before today."""
        return self.is_open and self.due < today

    @property
    def title(self) -> str:
        """What was asked for, such as `short code for US`."""
        return f"{self.kind.words} for {self.country}"

    def progress(self, today: dt.date) -> str:
        """Return how far it is, such as `in progress, asked on 2026-11-02 by Mo, due on 2026-12-20`."""
        due = f", {'overdue since' if self.is_overdue(today) else 'due on'} {self.due}" if self.is_open else ""
        note = f" ({self.note})" if self.note else ""
        return f"{self.status.words}, asked on {self.asked_on} by {self.asked_by}{due}{note}"

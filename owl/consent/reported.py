"""What Twilio's Consent API is to know about a contact: the latest consent or opt-out, and what identifies it.

See https://www.twilio.com/docs/messaging/features/consent-api (read on 2026-11-29).
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, func, select

from owl.receiver.deactivations import deactivated_on
from owl.receiver.opt_outs import Keyword, opt_out_of
from owl.receiver.tables import consent_pushes, opt_outs
from tenants.model import ConsentMethod, Contact


class Status(StrEnum):
    """Twilio's `status` of a consent."""

    OPT_IN = "opt-in"
    OPT_OUT = "opt-out"


class ConsentSource(StrEnum):
    """Twilio's `source` of a consent."""

    WEBSITE = "website"
    OFFLINE = "offline"
    OPT_IN_MESSAGE = "opt-in-message"
    OPT_OUT_MESSAGE = "opt-out-message"
    OTHERS = "others"


SOURCES: Mapping[ConsentMethod, ConsentSource] = {
    ConsentMethod.WEB_FORM: ConsentSource.WEBSITE,
    ConsentMethod.KEYWORD: ConsentSource.OPT_IN_MESSAGE,
    ConsentMethod.IN_PERSON: ConsentSource.OFFLINE,
    ConsentMethod.PAPER_FORM: ConsentSource.OFFLINE,
    ConsentMethod.PHONE_CALL: ConsentSource.OFFLINE,
}

_NAMESPACE = uuid.UUID("5f0a2f0e-7f57-4a0c-9d2f-0b7a3c1c9a11")


@dataclass(frozen=True)
class ReportedConsent:
    """A consent or opt-out as Twilio is to know it.

    Attributes:
        phone_number: The contact's number, in E.164.
        sender_id: The messaging service.
        status: Whether the contact may be texted.
        source: How that is known.
        given_at: When the contact said so.
    """

    phone_number: str
    sender_id: str
    status: Status
    source: ConsentSource
    given_at: dt.datetime

    @property
    def date_of_consent(self) -> str:
        """The moment, as Twilio takes it."""
        return self.given_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def correlation_id(self) -> str:
        """What identifies it: the same facts have the same, in every run."""
        facts = (self.phone_number, self.sender_id, self.status, self.source, self.date_of_consent)
        return uuid.uuid5(_NAMESPACE, " ".join(facts)).hex

    def item(self) -> dict[str, str]:
        """Return it as an item of a call."""
        return {
            "contact_id": self.phone_number,
            "correlation_id": self.correlation_id,
            "sender_id": self.sender_id,
            "status": self.status.value,
            "source": self.source.value,
            "date_of_consent": self.date_of_consent,
        }


def latest(
    connection: Connection, so_far: Sequence[str], tenant_id: str, contact: Contact, sender_id: str
) -> tuple[ReportedConsent | None, str]:
    """Return what Twilio is to know about a contact; None for nothing, and why.

    An opt-out stays one until the contact texts START, whatever the file says: at Twilio an opt-in overrides a STOP.

    Args:
        connection: The receiver's database.
        so_far: The tenants with whose messaging services this one has sent, itself among them.
        tenant_id: The tenant.
        contact: The contact.
        sender_id: The tenant's messaging service.
    """
    number, consent = contact.phone_number, contact.consent
    opt_out = next((found for each in so_far if (found := opt_out_of(connection, each, number))), None)
    if opt_out:
        by_text = opt_out.reason == f"replied {Keyword.STOP}"
        source = ConsentSource.OPT_OUT_MESSAGE if by_text else ConsentSource.OTHERS
        return ReportedConsent(number, sender_id, Status.OPT_OUT, source, opt_out.changed_at), ""
    if day := deactivated_on(connection, number, consent.given_at):
        return None, f"the number was deactivated on {day}, after the consent"
    wanted = select(func.max(opt_outs.c.changed_at)).where(
        opt_outs.c.tenant == tenant_id, opt_outs.c.phone_number == number
    )
    started: dt.datetime | None = connection.scalar(wanted)  # by START: it has not opted out
    if started and started > consent.given_at:
        source, given_at = ConsentSource.OPT_IN_MESSAGE, started
    else:
        source, given_at = SOURCES[consent.how], consent.given_at
    return ReportedConsent(number, sender_id, Status.OPT_IN, source, given_at), ""


def accepted_last(connection: Connection, sender_id: str, phone_number: str) -> str | None:
    """Return the correlation id of what Twilio accepted last about a number; None if it accepted nothing."""
    table = consent_pushes
    wanted = select(table.c.correlation_id).where(
        table.c.sender_id == sender_id, table.c.phone_number == phone_number, table.c.error_code == 0
    )
    found: str | None = connection.scalar(wanted.order_by(table.c.pushed_at.desc()).limit(1))
    return found

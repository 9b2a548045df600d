"""Everything that is known about one number's consent: who agreed to what, when, how, and shown which words."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import phonenumbers
from sqlalchemy import Connection, select

from owl.consent.contacts import PlacedContact, contacts_of
from owl.failure import Failure
from owl.receiver.tables import cancellations, consent_pushes, deactivations, inbound_messages, opt_outs
from owl.rendering.spreadsheet import as_cell
from redaction.redact import redact_text
from tenants.model import Channel, Consent, Tenants


@dataclass(frozen=True)
class Entry:
    """Something that is known about a number's consent.

    Attributes:
        at: When it happened.
        tenant: The tenant it is about; empty for all.
        what: What happened.
        how: How, or how it is known.
        wording: The words that the person was shown, or wrote.
        evidence: Where the proof is: an address, the SID of a message, the id of a call.
        recorded_by: Who recorded it.
        source: Where this is kept: a file and line, or the receiver's database.
    """

    at: dt.datetime
    tenant: str
    what: str
    how: str = ""
    wording: str = ""
    evidence: str = ""
    recorded_by: str = ""
    source: str = "receiver"

    def row(self) -> dict[str, Any]:
        """Return the entry with its moment in UTC as text."""
        return {**asdict(self), "at": f"{self.at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"}


def number_in_e164(text: str) -> str:
    """Return a number as people write it in E.164; without a country code it is a US one.

    Raises:
        Failure: It is no phone number.
    """
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise Failure(f"{text!r} is no phone number: write it in E.164, such as +14155550188")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def entries_of_files(tenants: Tenants, number: str) -> Iterator[Entry]:
    """Yield the consents in the tenants' files."""
    for each in contacts_of(tenants):
        if each.contact.phone_number != number:
            continue
        yield _agreed(each, Channel.SMS, each.contact.consent)
        for channel in each.contact.channels:
            if channel.consent:
                yield _agreed(each, channel.channel, channel.consent)


def _agreed(each: PlacedContact, channel: Channel, consent: Consent) -> Entry:
    return Entry(
        at=consent.given_at,
        tenant=each.tenant_id,
        what=f"{redact_text(each.contact.name)} agreed to {channel.value}",
        how=consent.how.value,
        wording=redact_text(consent.wording or ""),
        evidence=redact_text(consent.evidence or ""),
        recorded_by=redact_text(consent.recorded_by),
        source=each.where,
    )


def entries_of_receiver(connection: Connection, number: str) -> Iterator[Entry]:
    """Yield what the receiver's database has."""
    wanted = (
        select(opt_outs, inbound_messages.c.body, cancellations.c.message_sids, cancellations.c.looked_at)
        .outerjoin(inbound_messages, inbound_messages.c.sid == opt_outs.c.evidence_sid)
        .outerjoin(cancellations, cancellations.c.opt_out_id == opt_outs.c.id)
        .where(opt_outs.c.phone_number == number)
    )
    for row in connection.execute(wanted).mappings():
        what = "opted out" if row["opted_out"] else "opted in again"
        said = {"how": row["reason"], "wording": redact_text(row["body"] or ""), "evidence": row["evidence_sid"]}
        yield Entry(row["changed_at"], row["tenant"], what, **said)
        if row["message_sids"]:
            yield Entry(
                row["looked_at"], row["tenant"], "scheduled messages canceled", "opt-out", evidence=row["message_sids"]
            )
    for row in connection.execute(select(deactivations).where(deactivations.c.phone_number == number)).mappings():
        at = dt.datetime.combine(row["deactivated_on"], dt.time(), dt.UTC)
        yield Entry(at, "", "number deactivated", "report of US carriers")
    for row in connection.execute(select(consent_pushes).where(consent_pushes.c.phone_number == number)).mappings():
        refused = f"refused: {row['error_messages']}" if row["error_code"] else "accepted"
        what = f"{row['status']} of {row['given_at']:%Y-%m-%d} pushed to Twilio"
        yield Entry(row["pushed_at"], row["tenant"], what, refused, evidence=row["correlation_id"])


def as_csv(number: str, entries: list[Entry]) -> str:
    """Return the entries for a spreadsheet. A text that it would calculate, the number too, is marked as text."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(["phone_number", *Entry.__dataclass_fields__])
    for each in entries:
        writer.writerow(map(as_cell, [number, *map(str, each.row().values())]))
    return written.getvalue()

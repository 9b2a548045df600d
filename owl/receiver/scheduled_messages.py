"""The messages that are scheduled at Twilio for somebody who has opted out since: they are canceled.

Twilio itself refuses them when their time comes (21610), but only those of the messaging service that received the
STOP. See https://www.twilio.com/docs/messaging/features/message-scheduling.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection as Transaction
from sqlalchemy import Engine, func, select

from owl.receiver.database import reading
from owl.receiver.recording import dialect_insert
from owl.receiver.tables import cancellations, inbound_messages, messages, opt_outs
from owl.scheduling import LATEST
from providers.core.connection import Connection, all_pages
from providers.core.errors import is_gone, is_refusal, repeated

_SCHEDULED, _CANCELED = "scheduled", "canceled"
_E_164 = re.compile(r"\+[1-9]\d{6,14}")


class ScheduledMessages(Protocol):
    """Where scheduled messages are canceled."""

    def cancel(self, account_sid: str, service_sid: str | None, phone_number: str) -> list[str]:
        """Cancel the messages that are scheduled for a number, and return their SIDs.

        Args:
            account_sid: The account.
            service_sid: The tenant's messaging service.
            phone_number: The number, in E.164.

        Raises:
            Exception: Twilio could not be asked. Its message may contain the credentials.
        """


class TwilioScheduledMessages:
    """Scheduled messages at Twilio, read and canceled with the parent account's credentials.

    Args:
        twilio: The connection.
        shared: Whether all tenants share one account: then only the messages of the tenant's service are its own.
    """

    def __init__(self, twilio: Connection, *, shared: bool) -> None:
        self._twilio = twilio
        self._shared = shared

    def cancel(self, account_sid: str, service_sid: str | None, phone_number: str) -> list[str]:
        """Cancel the messages that are scheduled for a number; those that are on their way can't be canceled."""
        own = self._twilio.v2010(account_sid).messages
        try:
            found = all_pages(lambda page_size: own.list(to=phone_number, page_size=page_size))
        except Exception as error:
            if is_gone(error):  # and so is everything scheduled in it
                return []
            raise
        return [
            str(each.sid)
            for each in found
            if each.status == _SCHEDULED
            and (each.messaging_service_sid == service_sid or not self._shared)
            and _is_canceled(each)
        ]


def _is_canceled(message: Any) -> bool:
    """Cancel a message and return whether that was possible: one that is on its way can't be."""
    try:
        return bool(repeated(lambda: message.update(status=_CANCELED)).status == _CANCELED)
    except Exception as error:
        if not is_refusal(error):
            raise
        return bool(message.fetch().status == _CANCELED)


@dataclass(frozen=True)
class _OptOut:
    """An opt-out that applies, and whose scheduled messages nobody has looked for."""

    id: int
    phone_number: str
    account_sid: str
    service_sid: str | None


def cancel_for_opt_outs(engine: Engine, scheduled: ScheduledMessages, now: datetime) -> Iterator[str]:
    """Cancel what is scheduled for each number that has opted out, and yield the canceled messages' SIDs.

    Nothing can be scheduled for another address, such as a short code or `messenger:...`. Twilio may refuse to look for
    it, today and at every further attempt.

    Raises:
        Exception: Twilio could not be asked, or refused something. What is done is kept; the next call does the rest.
    """
    refused: Exception | None = None
    with reading(engine) as connection:
        waiting = _waiting(connection, now)
    for each in waiting:
        try:
            is_number = _E_164.fullmatch(each.phone_number)
            canceled = scheduled.cancel(each.account_sid, each.service_sid, each.phone_number) if is_number else []
        except Exception as error:
            if not is_refusal(error):
                raise
            refused = error  # of one account: the others go on
            continue
        row = {"opt_out_id": each.id, "message_sids": " ".join(canceled), "looked_at": now}
        with engine.begin() as transaction:
            insert = dialect_insert(transaction.dialect.name, cancellations)
            found = insert.excluded.message_sids  # another receiver may have looked at the same time
            statement = insert.on_conflict_do_update(
                index_elements=["opt_out_id"], set_={"message_sids": found}, where=found != ""
            )
            transaction.execute(statement, [row])
        yield from canceled
    if refused:
        raise refused


def _waiting(connection: Transaction, now: datetime) -> list[_OptOut]:
    """Return the opt-outs to look at. One that a later consent has ended is left alone."""
    later = opt_outs.alias()
    ended = select(later.c.id).where(
        later.c.tenant == opt_outs.c.tenant,
        later.c.phone_number == opt_outs.c.phone_number,
        later.c.id > opt_outs.c.id,
    )
    account = func.coalesce(inbound_messages.c.account_sid, messages.c.account_sid)
    service = func.coalesce(inbound_messages.c.messaging_service_sid, messages.c.messaging_service_sid)
    wanted = (
        select(opt_outs.c.id, opt_outs.c.phone_number, account, service)
        .outerjoin(inbound_messages, inbound_messages.c.sid == opt_outs.c.evidence_sid)
        .outerjoin(messages, messages.c.sid == opt_outs.c.evidence_sid)
        .outerjoin(cancellations, cancellations.c.opt_out_id == opt_outs.c.id)
        .where(
            opt_outs.c.opted_out,
            opt_outs.c.changed_at > now - LATEST,  # what was scheduled before that is sent
            cancellations.c.opt_out_id.is_(None),
            account.is_not(None),
            ~ended.exists(),
        )
        .order_by(opt_outs.c.id)
    )
    return [_OptOut(*row) for row in connection.execute(wanted)]

"""Status callbacks of messages.

See https://www.twilio.com/docs/messaging/guides/track-outbound-message-status.
"""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, StringConstraints
from sqlalchemy import Connection, Table

from owl.receiver.callbacks.callback import AccountSid, Address, Callback, ErrorCode, MessageSid, ServiceSid
from owl.receiver.opt_outs import OPTED_OUT, OptOut, note_opt_outs
from owl.receiver.recording import Outcome, insert_new, write_rows
from owl.receiver.tables import message_statuses, messages

ORDER = (
    "accepted",
    "scheduled",
    "queued",
    "sending",
    "sent",
    "undelivered",
    "failed",
    "canceled",
    "partially_delivered",
    "delivered",
    "read",
)
"""Callbacks may arrive in another order than they were sent in: a message's status never goes back in this one."""

_RANK = {status: rank for rank, status in enumerate(ORDER, 1)}


class MessageStatus(Callback):
    """A message has a status."""

    kind: ClassVar[str] = "message-status"

    message_sid: Annotated[MessageSid, Field(alias="MessageSid")]
    status: Annotated[str, StringConstraints(pattern=r"^[a-z_-]{1,32}$"), Field(alias="MessageStatus")]
    account_sid: Annotated[AccountSid, Field(alias="AccountSid")]
    messaging_service_sid: Annotated[ServiceSid | None, Field(alias="MessagingServiceSid")] = None
    sender: Annotated[Address | None, Field(alias="From")] = None
    recipient: Annotated[Address | None, Field(alias="To")] = None
    error_code: Annotated[ErrorCode, Field(alias="ErrorCode")] = None

    @classmethod
    def record(cls, transaction: Connection, batch: Sequence[Self]) -> list[Outcome]:
        """Write each status, and the latest of each message."""
        rows = [
            {
                "message_sid": each.message_sid,
                "status": each.status,
                "error_code": each.error_code,
                **each.source.columns(),
            }
            for each in batch
        ]
        outcomes = insert_new(transaction, message_statuses, rows)
        recorded = [each for each, outcome in zip(batch, outcomes, strict=True) if outcome is Outcome.RECORDED]
        _advance(transaction, recorded)
        note_opt_outs(
            transaction,
            [
                OptOut(
                    tenant=each.source.owner,
                    phone_number=each.recipient,
                    opted_out=True,
                    reason=f"error {OPTED_OUT}",
                    evidence_sid=each.message_sid,
                    changed_at=each.source.received_at,
                )
                for each in recorded
                if each.error_code == OPTED_OUT and each.recipient
            ],
        )
        return outcomes

    @property
    def rank(self) -> int:
        """The place of its status in `ORDER`; 0 for a status that Twilio has added since."""
        return _RANK.get(self.status, 0)


def _advance(transaction: Connection, recorded: Sequence[MessageStatus]) -> None:
    """Set each message to its furthest status."""
    furthest: dict[str, MessageStatus] = {}
    for each in recorded:
        known = furthest.get(each.message_sid)
        if known is None or each.rank > known.rank:
            furthest[each.message_sid] = each
    if furthest:
        rows = [_row(furthest[key]) for key in sorted(furthest)]
        write_rows(transaction, messages, rows, _furthest)


def _furthest(insert: Any, _: Table) -> Any:
    """Let an INSERT set a message that is there already to its furthest status."""
    changed = ("status", "status_rank", "error_code", "changed_at")
    return insert.on_conflict_do_update(
        index_elements=[messages.c.sid],
        set_={name: insert.excluded[name] for name in changed},
        where=insert.excluded.status_rank > messages.c.status_rank,
    )


def _row(each: MessageStatus) -> dict[str, Any]:
    return {
        "sid": each.message_sid,
        "tenant": each.source.owner,
        "account_sid": each.account_sid,
        "messaging_service_sid": each.messaging_service_sid,
        "sender": each.sender,
        "recipient": each.recipient,
        "status": each.status,
        "status_rank": each.rank,
        "error_code": each.error_code,
        "first_received_at": each.source.received_at,
        "changed_at": each.source.received_at,
    }

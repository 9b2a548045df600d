"""Messages that a tenant's customers send.

See https://www.twilio.com/docs/messaging/guides/webhook-request.
"""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from owl.receiver.callbacks.callback import AccountSid, Address, Callback, MessageSid, ServiceSid
from owl.receiver.opt_outs import Keyword, OptOut, keyword_of, note_opt_outs
from owl.receiver.recording import Outcome, insert_new
from owl.receiver.tables import inbound_messages


class InboundMessage(Callback):
    """A customer has sent a text. Twilio itself answers STOP, START and HELP, so the answer here is empty TwiML."""

    kind: ClassVar[str] = "inbound-message"
    answer: ClassVar[bytes] = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'

    message_sid: Annotated[MessageSid, Field(alias="MessageSid")]
    account_sid: Annotated[AccountSid, Field(alias="AccountSid")]
    messaging_service_sid: Annotated[ServiceSid | None, Field(alias="MessagingServiceSid")] = None
    sender: Annotated[Address, Field(alias="From")]
    recipient: Annotated[Address, Field(alias="To")]
    body: Annotated[str, Field(alias="Body")] = ""
    opt_out_type: Annotated[str | None, StringConstraints(max_length=16), Field(alias="OptOutType")] = None

    @property
    def keyword(self) -> Keyword | None:
        """What the customer asks for."""
        return keyword_of(self.body, self.opt_out_type)

    @classmethod
    def record(cls, transaction: Connection, batch: Sequence[Self]) -> list[Outcome]:
        """Write each message, and who has opted out or in by it."""
        rows = [
            {
                "sid": each.message_sid,
                "messaging_service_sid": each.messaging_service_sid,
                "sender": each.sender,
                "recipient": each.recipient,
                "keyword": each.keyword,
                "body": each.body if each.source.keeps_bodies else None,
                **each.source.columns(),
            }
            for each in batch
        ]
        outcomes = insert_new(transaction, inbound_messages, rows)
        recorded = (each for each, outcome in zip(batch, outcomes, strict=True) if outcome is Outcome.RECORDED)
        note_opt_outs(
            transaction,
            [
                OptOut(
                    tenant=each.source.owner,
                    phone_number=each.sender,
                    opted_out=each.keyword is Keyword.STOP,
                    reason=f"replied {each.keyword}",
                    evidence_sid=each.message_sid,
                    changed_at=each.source.received_at,
                )
                for each in recorded
                if each.keyword in {Keyword.STOP, Keyword.START}
            ],
        )
        return outcomes

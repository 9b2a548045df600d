"""Usage triggers that have fired: https://www.twilio.com/docs/usage/api/usage-trigger."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from owl.receiver.callbacks.callback import AccountSid, Callback, Name, sid
from owl.receiver.recording import Outcome, insert_new
from owl.receiver.tables import usage_alerts

_Value = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}(\.[0-9]{1,10})?$")]
_Text = Annotated[str, StringConstraints(max_length=64)]


class UsageAlert(Callback):
    """A tenant's usage has reached the value of its trigger."""

    kind: ClassVar[str] = "usage-alert"

    trigger_sid: Annotated[str, sid("UT"), Field(alias="UsageTriggerSid")]
    account_sid: Annotated[AccountSid, Field(alias="AccountSid")]
    category: Annotated[Name, Field(alias="UsageCategory")]
    recurring: Annotated[str, StringConstraints(max_length=16), Field(alias="Recurring")] = ""
    trigger_value: Annotated[_Value, Field(alias="TriggerValue")]
    current_value: Annotated[_Value, Field(alias="CurrentValue")]
    date_fired: Annotated[_Text, Field(alias="DateFired")] = ""
    trigger_token: Annotated[str, StringConstraints(max_length=128), Field(alias="IdempotencyToken")] = ""

    @classmethod
    def record(cls, transaction: Connection, batch: Sequence[Self]) -> list[Outcome]:
        """Write each firing once: `IdempotencyToken` is signed, and the same for all requests about a firing."""
        rows = [
            {
                "trigger_token": each.trigger_token or f"{each.trigger_sid} {each.date_fired}",
                "trigger_sid": each.trigger_sid,
                "category": each.category,
                "recurring": each.recurring,
                "trigger_value": each.trigger_value,
                "current_value": each.current_value,
                "date_fired": each.date_fired,
                **each.source.columns(),
            }
            for each in batch
        ]
        return insert_new(transaction, usage_alerts, rows)

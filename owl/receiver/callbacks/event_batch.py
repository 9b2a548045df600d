"""Batches of Event Streams: JSON arrays of CloudEvents 1.0.

See https://www.twilio.com/docs/events and https://github.com/cloudevents/spec. Twilio delivers an event at least once,
and may deliver it again in another batch.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from sqlalchemy import Connection

from owl.receiver.callbacks.callback import AccountSid, Callback, ErrorCode, ServiceSid, Source
from owl.receiver.recording import Outcome, insert_new
from owl.receiver.refusal import Reason, Refused
from owl.receiver.tables import events

_SID = TypeAdapter(Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[0-9a-fA-F]{32}$")])
_SERVICE: TypeAdapter[str] = TypeAdapter(ServiceSid)
_ACCOUNT: TypeAdapter[str] = TypeAdapter(AccountSid)
_CODE: TypeAdapter[int | None] = TypeAdapter(ErrorCode)

_RESOURCES = ("resource_sid", "campaignsid", "brandsid", "tollfreeverificationsid", "phonenumbersid", "messagesid")
_SERVICES = ("service_sid", "messagingservicesid")
_ACCOUNTS = ("account_sid", "accountsid")
_CODES = ("error_code", "errorcode")


class Event(BaseModel):
    """An event."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]
    type: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,128}$")]
    time: Annotated[str | None, StringConstraints(max_length=64)] = None
    data: Annotated[Mapping[str, Any], Field(default_factory=dict)]

    def row(self, source: Source) -> dict[str, Any]:
        """Return it as the table has it. The names of the fields differ between Twilio's products."""
        fields = dict(self._fields())
        level = fields.get("level")
        return {
            "id": self.id,
            "type": self.type,
            "occurred_at": _moment(self.time),
            "level": level.upper() if isinstance(level, str) and _LEVEL.fullmatch(level) else None,
            "error_code": _first(fields, _CODES, _CODE),
            "resource_sid": _first(fields, _RESOURCES, _SID),
            "messaging_service_sid": _first(fields, _SERVICES, _SERVICE),
            "data": json.dumps(self.data, separators=(",", ":")) if source.keeps_bodies else None,
            **source.columns(),
            "account_sid": _first(fields, _ACCOUNTS, _ACCOUNT) or source.account_sid,
            "idempotency_token": self.id,
        }

    def _fields(self) -> Iterator[tuple[str, Any]]:
        """Yield the data's fields and those of its payload, which is JSON in a string, by their names in lower case."""
        payload = self.data.get("payload")
        if isinstance(payload, str):
            try:
                payload = json.loads(payload)
            except (ValueError, RecursionError):
                payload = None
        for fields in (payload, self.data):
            if isinstance(fields, Mapping):
                yield from ((name.lower(), value) for name, value in fields.items())


class EventBatch(Callback):
    """Events of an account.

    Attributes:
        events: The valid events.
        invalid: The number of events that are not valid. They are lost, but not the others with them.
    """

    kind: ClassVar[str] = "error-events"
    as_json: ClassVar[bool] = True

    events: tuple[Event, ...]
    invalid: int = 0

    @classmethod
    def read(cls, source: Source, body: Any) -> Self:
        """Return the valid events of a batch, or of a single event.

        Raises:
            Refused: No event in it is valid.
        """
        given = body if isinstance(body, list) else [body]
        valid = []
        for each in given:
            try:
                valid.append(Event.model_validate(each))
            except ValidationError:
                continue
        if not valid:
            raise Refused(Reason.MALFORMED)
        return cls(source=source, events=tuple(valid), invalid=len(given) - len(valid))

    @property
    def left_out(self) -> int:
        """The number of events that are not valid."""
        return self.invalid

    @classmethod
    def record(cls, transaction: Connection, batch: Sequence[Self]) -> list[Outcome]:
        """Write each event once. A batch is repeated when all of its events are known."""
        rows = [each.row(request.source) for request in batch for each in request.events]
        outcomes = iter(insert_new(transaction, events, rows))
        return [_together([next(outcomes) for _ in request.events]) for request in batch]


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    return Outcome.RECORDED if Outcome.RECORDED in outcomes else outcomes[0]


_LEVEL = re.compile("[A-Za-z]{1,16}")
_YEARS = range(2000, 3000)
"""Years that every database, and every time zone of its clients, can keep."""


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo and moment.year in _YEARS else None


def _first(fields: Mapping[str, Any], names: Sequence[str], valid: TypeAdapter[Any]) -> Any:
    """Return the first field that is there and valid; None if none is."""
    for name in names:
        if name in fields:
            try:
                return valid.validate_python(fields[name])
            except ValidationError:
                continue
    return None

"""What all kinds of requests have in common."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from sqlalchemy import Connection

from owl.receiver.recording import Outcome
from owl.receiver.refusal import Reason, Refused


def sid(*prefixes: str) -> StringConstraints:
    """Return the constraint of a SID with one of these prefixes."""
    return StringConstraints(pattern=rf"^(?:{'|'.join(prefixes)})[0-9a-fA-F]{{32}}$")


def _number_or_none(value: Any) -> int | None:
    """Return an error code; None for anything else, since Twilio leaves it out or empty where there is none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_CODE else None


_LONGEST_CODE = 6

AccountSid = Annotated[str, sid("AC")]
MessageSid = Annotated[str, sid("SM", "MM")]
ServiceSid = Annotated[str, sid("MG")]
ErrorCode = Annotated[int | None, BeforeValidator(_number_or_none)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Address = Annotated[str, StringConstraints(min_length=1, max_length=128)]
"""A phone number, an alphanumeric sender or the address of another channel."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a request came from.

    Attributes:
        owner: The tenant whose address was called, or `shared`.
        account_sid: The account whose token signed it.
        idempotency_token: The header `I-Twilio-Idempotency-Token`; empty if there was none.
        received_at: When it arrived.
        keeps_bodies: Whether texts are written; False if they are never kept.
    """

    owner: str
    account_sid: str
    idempotency_token: str
    received_at: datetime
    keeps_bodies: bool = True

    def columns(self) -> dict[str, Any]:
        """Return the columns that every recorded request has."""
        return {
            "owner": self.owner,
            "account_sid": self.account_sid,
            "idempotency_token": self.idempotency_token,
            "received_at": self.received_at,
        }


class Callback(BaseModel, ABC):
    """A valid request.

    Attributes:
        kind: The last part of its address.
        as_json: Whether its body is JSON instead of a form.
        answer: The body of the answer; empty for none.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: ClassVar[str]
    as_json: ClassVar[bool] = False
    answer: ClassVar[bytes] = b""

    source: Source

    @property
    def left_out(self) -> int:
        """The number of its parts that are not valid."""
        return 0

    @classmethod
    @abstractmethod
    def record(cls, transaction: Connection, batch: Sequence[Self]) -> list[Outcome]:
        """Write requests of this kind, and return what became of each."""

    @classmethod
    def read(cls, source: Source, body: Any) -> Self:
        """Return the request that a body makes.

        Args:
            source: Where it came from.
            body: The fields of a form, or a JSON document.

        Raises:
            Refused: It is malformed, or about another account than the one that signed it.
        """
        fields: Mapping[str, str] = body
        if fields.get("AccountSid") != source.account_sid:
            raise Refused(Reason.WRONG_ACCOUNT)
        try:
            return cls.model_validate({**fields, "source": source})
        except ValidationError:
            raise Refused(Reason.MALFORMED) from None

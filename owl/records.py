"""The records of a run: their kinds, and how to find them among the engine's events.

Why there are any, and how they get there: `providers.core.records`.
"""

import json
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from providers.core.records import MARKER, Record, ResourceFailed
from tenants.model import ApprovableResource


class NotApproved(Record):
    """Something would be replaced or ended for good, and nobody approved it.

    Attributes:
        tenant: Whose it is; empty for the account that several share.
        resources: What would be replaced or ended.
        sentence: What it would cost and lose, in a line for people.
    """

    record: Literal["not-approved"] = "not-approved"
    tenant: str
    resources: tuple[ApprovableResource, ...]
    sentence: str


class ProgramRefused(Record):
    """The program refused to run, before the engine heard of any resource.

    Attributes:
        sentence: All that it said.
        reason: The same without the stack, which readers know.
        tenants: Whose files are the reason, sorted; empty where no tenant's are.
        not_approved: What nobody approved, if that is the reason.
    """

    record: Literal["program-refused"] = "program-refused"
    sentence: str
    reason: str
    tenants: tuple[str, ...] = ()
    not_approved: tuple[NotApproved, ...] = ()


class ToBeBought(Record):
    """What a deployment has still to buy.

    Attributes:
        sentence: All that the program said.
        total: What it costs together, such as `$15.00 once and $1.50 a month`.
        tenants: For whom it is bought, sorted.
        may_be_there: Whether the account may have it already: then it is taken over, and costs nothing more.
    """

    record: Literal["to-be-bought"] = "to-be-bought"
    sentence: str
    total: str
    tenants: tuple[str, ...]
    may_be_there: bool


AnyRecord = ResourceFailed | ProgramRefused | ToBeBought
"""A record that stands beside a sentence of its own."""

_RECORDS: TypeAdapter[AnyRecord] = TypeAdapter(Annotated[AnyRecord, Field(discriminator="record")])


def taken_apart(message: str) -> tuple[str, AnyRecord | None]:
    """Return what a message of the engine says to people, and the record that follows it, if one does.

    A record of a kind that is not known here counts as none: another version wrote it.
    """
    sentence, marker, rest = message.partition(MARKER)
    if not marker:
        return message.strip(), None
    try:
        values, _ = json.JSONDecoder().raw_decode(rest)
        record = _RECORDS.validate_python(values, strict=False)
    except (ValueError, ValidationError):
        record = None
    return sentence.strip(), record

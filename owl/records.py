"""The records of a run: their kinds, and how to find them among the engine's events.

`providers.core.records` explains why records exist and how they reach the events.
"""

import json
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from providers.core.records import MARKER, Record, ResourceFailed
from tenants.model import ApprovableResource

PREVIEWED = "OWL_PREVIEWED"
"""The environment variable by which `owl up` says that a preview with the policy pack has just been made."""

WITHOUT_RULES = "OWL_WITHOUT_RULES"
"""A variable for the program: this preview looks for drift, so it does not check the files. An update always does."""


class NotApproved(Record):
    """An irreversible step that is not approved.

    Attributes:
        tenant: The tenant; empty for the shared account.
        resources: What would be replaced or ended.
        sentence: What it would cost and what would be lost, in one line for people.
        buys: Whether a new one would be bought in the same run.
    """

    record: Literal["not-approved"] = "not-approved"
    tenant: str
    resources: tuple[ApprovableResource, ...]
    sentence: str
    buys: bool = False


class ProgramRefused(Record):
    """The program refused to run, before any resource was registered with the engine.

    Attributes:
        sentence: The whole message.
        reason: The message without the stack, which readers know.
        tenants: The tenants whose files are the reason, sorted; empty if no tenant's file is.
        not_approved: The irreversible steps without an approval, if that is the reason.
    """

    record: Literal["program-refused"] = "program-refused"
    sentence: str
    reason: str
    tenants: tuple[str, ...] = ()
    not_approved: tuple[NotApproved, ...] = ()


class ToBeBought(Record):
    """What a deployment still has to buy.

    Attributes:
        sentence: The whole message.
        total: The total price, such as `$15.00 once and $1.50 a month`.
        tenants: The tenants it is bought for, sorted.
        may_be_there: Whether the account may have it already: then it is taken over at no extra cost.
    """

    record: Literal["to-be-bought"] = "to-be-bought"
    sentence: str
    total: str
    tenants: tuple[str, ...]
    may_be_there: bool


AnyRecord = ResourceFailed | ProgramRefused | ToBeBought
"""A record that accompanies a sentence of its own."""

_RECORDS: TypeAdapter[AnyRecord] = TypeAdapter(Annotated[AnyRecord, Field(discriminator="record")])


def taken_apart(message: str) -> tuple[str, AnyRecord | None]:
    """Return the text of an engine message, and the record that follows it, if any.

    A record of an unknown kind is ignored: another version wrote it.
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

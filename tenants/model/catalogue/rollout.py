"""The exit criteria of rollout rings, and the records that show whether a ring has met them.

A change reaches the tenants of an earlier ring first. It widens to the next ring when the earlier one has met its exit
criteria. The files are judged offline, so the evidence is in a file too: `owl golive --record` writes a dated record,
which is reviewed in a pull request.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, RootModel, ValidationInfo, field_validator

from tenants.model.sections.field_types import Date, Identifier, Text, refused
from tenants.model.sections.ring import Ring
from tenants.model.yaml_files.base_model import BaseModel

Count = Annotated[int, Field(ge=0)]


class ExitCriteria(BaseModel):
    """What a ring must have shown before something in it widens to the next ring."""

    days: Annotated[int, Field(ge=1)]
    """The days between the first record and the last."""

    messages: Annotated[int, Field(ge=1)]
    """The messages of all tenants of the ring that have a final status."""

    delivery_rate: Annotated[float, Field(ge=0, le=1)]
    """The share of these that were delivered, 0 to 1."""

    feedback: Count
    """The number of tenants whose feedback is noted."""


class TenantRecord(BaseModel):
    """What a tenant of a ring has shown from the day of the record before until the day before this one."""

    features: tuple[Identifier, ...] = Field(default=(), strict=False)
    """The features it used."""

    messages: Count
    """Its messages with a final status."""

    delivered: Count
    """How many of these were delivered."""

    open_rejection: Text | None = None
    """Which review was rejected and not yet resubmitted, such as `campaign: 30923`."""

    feedback: Text | None = None
    """What the tenant said."""

    @field_validator("delivered")
    @classmethod
    def _at_most_all(cls, delivered: int, info: ValidationInfo) -> int:
        messages = info.data.get("messages")
        if messages is not None and delivered > messages:
            raise refused(f"{delivered} delivered of {messages} messages", "write at most as many as messages")
        return delivered


class RingRecord(BaseModel):
    """What was seen in a ring on one day."""

    stack: Text
    """The stack it was seen in."""

    tenants: Annotated[dict[Identifier, TenantRecord], Field(min_length=1)]
    """The tenants of the ring that were deployed."""


class Rollout(BaseModel):
    """A ring's exit criteria and its records."""

    criteria: ExitCriteria
    records: dict[Date, RingRecord] = Field(default_factory=dict)
    """What was seen, by day. `owl golive --record` adds one."""


class Rings(RootModel[Annotated[dict[Annotated[Ring, Field(strict=False)], Rollout], Field(min_length=1)]]):
    """The file of rings."""


@dataclass(frozen=True)
class Evidence:
    """What the records of a ring show of all its tenants, of one tenant, or of those that use a feature.

    Attributes:
        first: The day of the first record; None without any.
        last: The day of the last.
        messages: Messages with a final status.
        delivered: How many of these were delivered.
        rejected: The tenants with an open rejection at their last record, each with what was rejected.
        feedback: The tenants whose feedback is noted.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    messages: int = 0
    delivered: int = 0
    rejected: Mapping[str, str] = field(default_factory=dict)
    feedback: frozenset[str] = frozenset()

    @property
    def days(self) -> int:
        """The days between the first record and the last."""
        return (self.last - self.first).days if self.first and self.last else 0


def evidence(rollout: Rollout, *, tenant: str | None = None, feature: str | None = None) -> Evidence:
    """Return what a ring's records show.

    Args:
        rollout: The ring.
        tenant: Only of this tenant.
        feature: Only of the tenants that used this feature at the time.
    """
    seen = [
        (day, name, each)
        for day, record in sorted(rollout.records.items())
        for name, each in record.tenants.items()
        if tenant in {None, name} and (feature is None or feature in each.features)
    ]
    if not seen:
        return Evidence()
    latest = {name: each for _, name, each in seen}
    return Evidence(
        first=seen[0][0],
        last=seen[-1][0],
        messages=sum(each.messages for _, _, each in seen),
        delivered=sum(each.delivered for _, _, each in seen),
        rejected={name: each.open_rejection for name, each in sorted(latest.items()) if each.open_rejection},
        feedback=frozenset(name for _, name, each in seen if each.feedback),
    )


def unmet(criteria: ExitCriteria, found: Evidence) -> Iterator[str]:
    """Yield what the whole ring lacks to meet its criteria."""
    yield from unmet_by_part(criteria, found)
    if found.messages < criteria.messages:
        yield f"{found.messages:,} of {criteria.messages:,} messages"
    if len(found.feedback) < criteria.feedback:
        yield f"feedback of {len(found.feedback)} of {criteria.feedback} tenants"


def unmet_by_part(criteria: ExitCriteria, found: Evidence) -> Iterator[str]:
    """Yield what a tenant or a feature lacks; the numbers of messages and of tenants are the whole ring's."""
    if found.days < criteria.days:
        yield f"{found.days} of {criteria.days} days"
    if not found.messages or found.delivered / found.messages < criteria.delivery_rate:
        yield f"{found.delivered:,} of {found.messages:,} messages delivered, less than {criteria.delivery_rate:.0%}"
    for name, rejection in found.rejected.items():
        yield f"{name} has an open rejection ({rejection})"


def ring_before(ring: Ring) -> Ring | None:
    """Return the ring that gets changes before this one; None for the first."""
    order = list(Ring)
    return order[order.index(ring) - 1] if ring is not order[0] else None

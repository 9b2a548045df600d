"""How long a tenant lasts: whether it sends, and how it leaves."""

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from tenants.model.sections.field_types import Date
from tenants.model.yaml_files.base_model import BaseModel

if TYPE_CHECKING:
    import datetime as dt


class State(StrEnum):
    """Whether a tenant can send. See https://www.twilio.com/docs/iam/api/subaccounts."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Sends nothing, keeps all it has and pays for it."""

    CLOSED = "closed"
    """Leaves, step by step: see `Offboarding`."""


class Offboarding(BaseModel):
    """How a tenant leaves.

    On the day its campaign, numbers, messaging service and keys end and its account is suspended; once it has been
    held that way for a while, the account is closed, for good.
    """

    on: Date
    hold_days: Annotated[int, Field(ge=0, le=365)] = 30
    """Days the account is kept suspended, so that a mistake can be put right. At most a year."""

    @property
    def closes_on(self) -> "dt.date":
        """The first day on which the account is closed."""
        return self.on + timedelta(days=self.hold_days)

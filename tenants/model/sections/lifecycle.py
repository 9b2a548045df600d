"""A tenant's lifecycle: whether it can send, and how it is offboarded."""

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
    """Sends nothing. Its resources are kept and still billed."""

    CLOSED = "closed"
    """Offboarded step by step: see `Offboarding`."""


class Offboarding(BaseModel):
    """How a tenant is offboarded.

    On `on`, its campaign, numbers, messaging service and keys are removed and its subaccount is suspended. After
    `hold_days`, the subaccount is closed permanently.
    """

    on: Date
    """The day on which the tenant stops sending."""

    hold_days: Annotated[int, Field(ge=0, le=365)] = 30
    """Days the subaccount stays suspended before it is closed, to allow for a change of mind. 0 to 365."""

    @property
    def closes_on(self) -> "dt.date":
        """The first day on which the subaccount is closed."""
        return self.on + timedelta(days=self.hold_days)

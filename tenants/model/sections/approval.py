"""Approvals: who allowed what costs money or can't be undone."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tenants.model.sections.field_types import Date, Text
from tenants.model.yaml_files.base_model import BaseModel


class ApprovableResource(StrEnum):
    """What is replaced, released or closed only with an approval."""

    BRAND = "brand"
    """A new one costs its fee again, and the old one can't be deleted."""

    CAMPAIGN = "campaign"
    """A new one costs its fee again, and nothing is sent until it is approved, which takes days."""

    PHONE_NUMBER = "phone_number"
    """Whoever gets it next is written to by this tenant's customers."""

    SUBACCOUNT = "subaccount"
    """Closing one is for good and ends all it holds."""

    @property
    def words(self) -> str:
        """What people call it, such as `phone number`."""
        return self.value.replace("_", " ")


class Approval(BaseModel):
    """Leave to replace, release or close a resource of the tenant."""

    resource: Annotated[ApprovableResource, Field(strict=False)]
    reason: Text
    """For whoever reviews the change, and for whoever asks later."""

    approver: Text
    """Name or e-mail address of who answers for it."""

    expires: Date
    """The last day it counts. An expired one may stay in the file: it allows nothing."""

    def counts(self, today: dt.date) -> bool:
        """Whether it allows anything today."""
        return today <= self.expires

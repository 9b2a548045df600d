"""Approvals of changes that cost money or can't be undone."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tenants.model.sections.field_types import Date, Text
from tenants.model.yaml_files.base_model import BaseModel


class ApprovableResource(StrEnum):
    """Resources that are replaced, released, revoked or closed only with an approval."""

    BRAND = "brand"
    """A new brand costs the registration fee again, and the old one can't be deleted."""

    CAMPAIGN = "campaign"
    """A new campaign costs the vetting fee again, and nothing is sent until it is approved, which takes days."""

    PHONE_NUMBER = "phone_number"
    """A released number can be assigned to someone else, who then receives this tenant's replies."""

    TOLL_FREE_VERIFICATION = "toll_free_verification"
    """Without its verification a toll-free number sends nothing, and a new one takes days to be approved."""

    SUBACCOUNT = "subaccount"
    """Closing a subaccount is permanent and ends everything in it."""

    API_KEY = "api_key"
    """Software that sends with a revoked key is refused until it has the new one."""

    @property
    def words(self) -> str:
        """The name for people, such as `phone number`."""
        return self.value.replace("toll_free", "toll-free").replace("_", " ").replace("api", "API")


class Approval(BaseModel):
    """Permission to replace, release or close one of the tenant's resources."""

    resource: Annotated[ApprovableResource, Field(strict=False)]
    reason: Text
    """Why the change is needed, for reviewers and for the record."""

    approver: Text
    """The name or e-mail address of the person who approved it."""

    expires: Date
    """The last day on which it is valid. An expired approval may stay in the file and has no effect."""

    def counts(self, today: dt.date) -> bool:
        """Return whether the approval is valid today."""
        return today <= self.expires

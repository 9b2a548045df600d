"""The API key section of a tenant's file."""

from tenants.model.sections.field_types import Date
from tenants.model.yaml_files.base_model import BaseModel


class ApiKey(BaseModel):
    """The Twilio API key that sends the tenant's messages."""

    rotated_on: Date | None = None
    """The day on which the key was last replaced."""

"""What a tenant's file says of its API key."""

from tenants.model.sections.field_types import Date
from tenants.model.yaml_files.base_model import BaseModel


class ApiKey(BaseModel):
    """The key that the tenant's messages are sent with."""

    rotated_on: Date | None = None
    """The day on which the key was last made anew."""

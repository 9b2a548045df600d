"""What a tenant's file says of its API key."""

from tenants.base_model import BaseModel
from tenants.field_types import Date


class ApiKey(BaseModel):
    """The key that the tenant's messages are sent with."""

    rotated_on: Date | None = None
    """The day on which the key was last made anew."""

"""Addresses: where a tenant's business is.

API: https://www.twilio.com/docs/usage/api/address
"""

from typing import Annotated, Any

import pulumi
from pydantic import StringConstraints

from providers.core.connection import Connection
from providers.core.inputs import AccountSid, FriendlyName, Immutable, Inputs
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource

Line = Annotated[str, StringConstraints(min_length=1)]


class AddressInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    friendly_name: FriendlyName
    """Also how an existing address is found again, so unique in its account."""

    customer_name: Line
    """Who is there, such as `Freestyle Falcons LLC`."""

    street: Line
    """Such as `640 Halfpipe Alley`."""

    street_secondary: str | None = None
    """Floor, suite or the like, such as `Suite 2`."""

    city: Line
    """Such as `San Francisco`."""

    region: Line
    """State or province, such as `CA`."""

    postal_code: Line
    """Such as `"94110"`."""

    iso_country: Immutable[Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]]
    """The country in two letters, such as `US`."""

    emergency_enabled: bool = False
    """Whether emergency calls may name it."""


class AddressProvider(TwilioProvider[AddressInputs]):
    """Auto-correction is always off: a corrected address would differ from the one in the tenant's file."""

    inputs = AddressInputs
    natural_key = ("friendly_name", "iso_country")

    def collection(self, twilio: Connection, inputs: AddressInputs) -> Any:
        """Addresses of the account, kept by the parent on its behalf."""
        return twilio.v2010(inputs.account_sid).addresses

    def create_parameters(self, inputs: AddressInputs) -> dict[str, Any]:
        """Keep it as it is written."""
        return super().create_parameters(inputs) | {"auto_correct_address": False}

    def update_parameters(self, inputs: AddressInputs, changed: set[str]) -> dict[str, Any]:
        """Twilio keeps it as it is written."""
        return super().update_parameters(inputs, changed) | {"auto_correct_address": False}


class Address(TwilioResource, provider=AddressProvider):
    """An address."""

    sid: pulumi.Output[str]

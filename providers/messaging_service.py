"""Messaging services: a tenant's senders, and what happens to its messages.

API: https://www.twilio.com/docs/messaging/api/service-resource
"""

from typing import Annotated, Any, Literal

import pulumi

from providers.core.connection import Connection
from providers.core.inputs import AccountSid, Field, FriendlyName, HttpsUrl, Immutable, Inputs
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource


class MessagingServiceInputs(Inputs):
    """What is sent. Defaults are Twilio's own."""

    account_sid: Immutable[AccountSid]
    friendly_name: FriendlyName
    """Also how an existing service is found again, so unique in its account."""

    inbound_request_url: HttpsUrl | None = None
    """Called for a message received. Without it inbound messages are dropped and not even logged."""

    inbound_method: Literal["GET", "POST"] = "POST"
    fallback_url: HttpsUrl | None = None
    fallback_method: Literal["GET", "POST"] = "POST"
    status_callback: HttpsUrl | None = None
    """Called (POST) for each step of a message's delivery."""

    sticky_sender: bool = True
    mms_converter: bool = True
    smart_encoding: bool = True
    scan_message_content: Literal["inherit", "enable", "disable"] = "inherit"
    fallback_to_long_code: bool = True
    area_code_geomatch: bool = True
    validity_period: Annotated[int, Field(ge=1, le=36_000)] = 36_000
    """Seconds a message may wait to be sent."""

    synchronous_validation: bool = False
    usecase: Literal["notifications", "marketing", "verification", "discussion", "poll", "undeclared"] = "undeclared"
    use_inbound_webhook_on_number: bool = False


class MessagingServiceProvider(TwilioProvider[MessagingServiceInputs]):
    """Every parameter can be changed."""

    inputs = MessagingServiceInputs
    natural_key = ("friendly_name",)

    def collection(self, twilio: Connection, inputs: MessagingServiceInputs) -> Any:
        """Services of the account, called as the account."""
        return twilio.account(inputs.account_sid).messaging.v1.services


class MessagingService(TwilioResource, provider=MessagingServiceProvider):
    """A messaging service."""

    sid: pulumi.Output[str]

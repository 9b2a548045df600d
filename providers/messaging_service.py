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
    """Called where the answer of `inbound_request_url` is not available or can't be carried out."""

    fallback_method: Literal["GET", "POST"] = "POST"
    status_callback: HttpsUrl | None = None
    """Called (POST) for each step of a message's delivery."""

    sticky_sender: bool = True
    """A recipient always gets messages from the same number."""

    mms_converter: bool = True
    """Media that a recipient can't get are sent as links."""

    smart_encoding: bool = True
    """Characters that would make a message longer are replaced by plain ones that look like them."""

    scan_message_content: Literal["inherit", "enable", "disable"] = "inherit"
    """Whether Twilio looks at the contents; inherited from the account unless said here."""

    fallback_to_long_code: bool = True
    """Obsolete at Twilio."""

    area_code_geomatch: bool = True
    """A number with the recipient's area code is preferred."""

    validity_period: Annotated[int, Field(ge=1, le=36_000)] = 36_000
    """Seconds a message may wait to be sent."""

    synchronous_validation: bool = False
    """Reserved by Twilio."""

    usecase: Literal["notifications", "marketing", "verification", "discussion", "poll", "undeclared"] = "undeclared"
    """What the messages are for; must agree with the campaign's use case (error 21719)."""

    use_inbound_webhook_on_number: bool = False
    """A number's own webhook is called instead of the service's."""


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

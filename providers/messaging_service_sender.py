"""A number's place in a messaging service: what makes it one of the service's senders.

API: https://www.twilio.com/docs/messaging/api/phonenumber-resource
"""

from typing import Annotated, Any

import pulumi

from providers.core.connection import Connection
from providers.core.gate import GatedInputs, GatedProvider
from providers.core.inputs import AccountSid, Immutable, sid
from providers.core.resource import TwilioResource

MOST_SENDERS = 400
"""Phone numbers that a messaging service may have (https://www.twilio.com/docs/api/errors/21714)."""


class MessagingServiceSenderInputs(GatedInputs):
    """What is sent. Nothing of it can be changed."""

    account_sid: Immutable[AccountSid]
    service_sid: Immutable[Annotated[str, sid("MG")]]
    phone_number_sid: Immutable[Annotated[str, sid("PN")]]


class MessagingServiceSenderProvider(GatedProvider[MessagingServiceSenderInputs]):
    """It has no SID of its own: Twilio answers to the number's."""

    inputs = MessagingServiceSenderInputs
    natural_key = ("phone_number_sid",)
    container = ("account_sid", "service_sid")
    container_kind = "MessagingService"
    status_output = ""
    delete_before_replace = True  # a number is in one service at a time (error 21712)

    def collection(self, twilio: Connection, inputs: MessagingServiceSenderInputs) -> Any:
        """Numbers of the service, called as the account."""
        return twilio.account(inputs.account_sid).messaging.v1.services(inputs.service_sid).phone_numbers

    def fields(self, instance: Any) -> dict[str, Any]:
        """Its SID is the number's."""
        return super().fields(instance) | {"phone_number_sid": instance.sid}


class MessagingServiceSender(TwilioResource, provider=MessagingServiceSenderProvider):
    """A phone number as sender of a messaging service. Deleting it keeps the number in the account."""

    sid: pulumi.Output[str]
    phone_number: pulumi.Output[str]
    """The number in E.164."""

"""A number's place in a messaging service: what makes it one of the service's senders.

API: https://www.twilio.com/docs/messaging/api/phonenumber-resource
"""

from typing import Annotated, Any

import pulumi

from providers.core.connection import Connection, all_pages
from providers.core.errors import ResourceError
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


IN_ANOTHER_SERVICE = 21712
"""https://www.twilio.com/docs/api/errors/21712"""


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

    def make(self, twilio: Connection, inputs: MessagingServiceSenderInputs) -> Any:
        """Make the number a sender; if it is in another service, say in which.

        Raises:
            ResourceError: The number is in another service.
        """
        try:
            return super().make(twilio, inputs)
        except Exception as error:
            if getattr(error, "code", None) != IN_ANOTHER_SERVICE:
                raise
            services = twilio.account(inputs.account_sid).messaging.v1.services
            for service in all_pages(services.list):
                senders = all_pages(services(service.sid).phone_numbers.list)
                if any(each.sid == inputs.phone_number_sid for each in senders):
                    raise ResourceError(
                        f"the number is in another messaging service, {service.sid} ({service.friendly_name!r}). "
                        f"Remove it from that one in Twilio's Console, then run again (error {IN_ANOTHER_SERVICE})"
                    ) from None
            raise

    def fields(self, instance: Any) -> dict[str, Any]:
        """Its SID is the number's."""
        return super().fields(instance) | {"phone_number_sid": instance.sid}


class MessagingServiceSender(TwilioResource, provider=MessagingServiceSenderProvider):
    """A phone number as sender of a messaging service. Deleting it keeps the number in the account."""

    sid: pulumi.Output[str]
    phone_number: pulumi.Output[str]
    """The number in E.164."""

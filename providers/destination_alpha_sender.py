"""Alphanumeric sender IDs: a name instead of a number as sender of a messaging service, for a country or for all.

API: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
"""

from typing import Annotated, Any

import pulumi
from pydantic import StringConstraints

from providers.core.connection import Connection
from providers.core.inputs import AccountSid, CountryCode, Immutable, Inputs, sid
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource


class DestinationAlphaSenderInputs(Inputs):
    """What is sent. Nothing of it can be changed."""

    account_sid: Immutable[AccountSid]
    service_sid: Immutable[Annotated[str, sid("MG")]]
    alpha_sender: Immutable[Annotated[str, StringConstraints(pattern="^[A-Za-z0-9 +_&-]{1,11}$")]]
    """Such as `FALCONS`; not only digits."""

    iso_country_code: Immutable[CountryCode | None] = None
    """The country of the recipients; None for all that have no name of their own."""


class DestinationAlphaSenderProvider(TwilioProvider[DestinationAlphaSenderInputs]):
    """A service has one name for each country, and one for all."""

    inputs = DestinationAlphaSenderInputs
    natural_key = ("iso_country_code",)
    container = ("account_sid", "service_sid")
    container_kind = "MessagingService"
    delete_before_replace = True  # a country has one name at a time

    def collection(self, twilio: Connection, inputs: DestinationAlphaSenderInputs) -> Any:
        """Names of the service, called as the account."""
        return twilio.account(inputs.account_sid).messaging.v1.services(inputs.service_sid).destination_alpha_senders

    def adopt(self, twilio: Connection, inputs: DestinationAlphaSenderInputs, found: Any) -> Any:
        """Take over the same name. Another one makes way: a country has one, and names cost nothing."""
        if found.alpha_sender == inputs.alpha_sender:
            return super().adopt(twilio, inputs, found)
        pulumi.log.warn(f"{found.alpha_sender} is no longer the sender for {self.key_text(inputs)}")
        self.remove(twilio, inputs, found.sid)
        return self.make(twilio, inputs)


class DestinationAlphaSender(TwilioResource, provider=DestinationAlphaSenderProvider):
    """A name as sender of a messaging service. Nobody can reply to it, and it can't write to the US or Canada."""

    sid: pulumi.Output[str]

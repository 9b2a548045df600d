"""Event Streams sinks: where an account's events are sent.

API: https://www.twilio.com/docs/events/sinks
"""

from typing import Annotated, Any, Literal

import pulumi
from pydantic import BaseModel, ConfigDict

from providers.core.connection import Connection
from providers.core.inputs import AccountSid, HttpsUrl, Immutable, Inputs, Normal
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource


class WebhookConfiguration(BaseModel):
    """A sink that calls a URL."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    destination: HttpsUrl
    method: Literal["GET", "POST"] = "POST"
    batch_events: bool = False


def _known_keys(configuration: dict[str, Any]) -> dict[str, Any]:
    """Leave out what Twilio adds; fill in what it leaves out."""
    fields = WebhookConfiguration.model_fields
    return {name: configuration.get(name, field.default) for name, field in fields.items()}


class EventSinkInputs(Inputs):
    """What is sent. Only the description can be changed."""

    account_sid: Immutable[AccountSid]
    description: str
    """Also how an existing sink is found again."""

    sink_type: Immutable[Literal["webhook"]] = "webhook"
    sink_configuration: Immutable[Annotated[WebhookConfiguration, Normal(_known_keys)]]


class EventSinkProvider(TwilioProvider[EventSinkInputs]):
    """Found again by description and destination, so a replacement never takes the old one for itself."""

    inputs = EventSinkInputs
    natural_key = ("description", "sink_type", "sink_configuration")

    def collection(self, twilio: Connection, inputs: EventSinkInputs) -> Any:
        """Sinks of the account, called as the account."""
        return twilio.account(inputs.account_sid).events.v1.sinks

    def create_parameters(self, inputs: EventSinkInputs) -> dict[str, Any]:
        """Twilio wants the type even where it is the default."""
        return super().create_parameters(inputs) | {"sink_type": inputs.sink_type}


class EventSink(TwilioResource, provider=EventSinkProvider):
    """A sink for events. Its account's subscriptions say which."""

    sid: pulumi.Output[str]

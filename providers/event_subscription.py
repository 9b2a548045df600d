"""Event Streams subscriptions: which of an account's events a sink gets.

API: https://www.twilio.com/docs/events/subscriptions
"""

from collections.abc import Mapping
from typing import Annotated, Any

import pulumi
from pydantic import AfterValidator, Field

from providers.core.connection import Connection, all_pages
from providers.core.errors import gone_already, repeated
from providers.core.inputs import AccountSid, Immutable, Inputs, sid
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource

SchemaVersion = Annotated[int, Field(ge=1)]


class EventSubscriptionInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    description: str
    """Also how an existing subscription is found again."""

    sink_sid: Immutable[Annotated[str, sid("DG")]]
    types: Annotated[
        dict[str, SchemaVersion],
        AfterValidator(lambda types: dict(sorted(types.items()))),
        Field(min_length=1),
    ]
    """Event type to schema version, such as `{"com.twilio.error-logs.error.logged": 1}`; see
    https://www.twilio.com/docs/events/event-types."""


class EventSubscriptionProvider(TwilioProvider[EventSubscriptionInputs]):
    """Its types are objects of their own at Twilio, added and taken away one by one."""

    inputs = EventSubscriptionInputs
    natural_key = ("description", "sink_sid")

    def collection(self, twilio: Connection, inputs: EventSubscriptionInputs) -> Any:
        """Subscriptions of the account, called as the account."""
        return twilio.account(inputs.account_sid).events.v1.subscriptions

    def create_parameters(self, inputs: EventSubscriptionInputs) -> dict[str, Any]:
        """Types are sent as objects."""
        types = [{"type": name, "schema_version": version} for name, version in inputs.types.items()]
        return super().create_parameters(inputs) | {"types": types}

    def observe(self, twilio: Connection, inputs: EventSubscriptionInputs, instance: Any) -> dict[str, Any]:
        """Ask for the types, which Twilio does not list with the subscription."""
        events = self.collection(twilio, inputs)(instance.sid).subscribed_events
        types = _present(events, getattr(inputs, "types", {}))  # a state of which Twilio said nothing has none
        return super().observe(twilio, inputs, instance) | {"types": dict(sorted(types.items()))}

    def change(self, twilio: Connection, inputs: EventSubscriptionInputs, sid: str, changed: set[str]) -> Any:
        """Change the types, then the rest."""
        subscription = self.collection(twilio, inputs)(sid)
        if "types" in changed:
            repeated(lambda: _change_types(subscription.subscribed_events, inputs.types))
        return super().change(twilio, inputs, sid, changed - {"types"}) if changed - {"types"} else subscription.fetch()


def _present(events: Any, declared: Mapping[str, int]) -> dict[str, int]:
    """Return the types that there are, with their schema versions.

    A declared one that is not in the list, which may lag, is asked for by its name.
    """
    present = {event.type: event.schema_version for event in all_pages(events.list)}
    for name in declared.keys() - present.keys():
        with gone_already():
            present[name] = events(name).fetch().schema_version
    return present


def _change_types(events: Any, types: dict[str, int]) -> None:
    """Add types before taking others away: no event of a type that stays is missed."""
    present = _present(events, types)
    for name, version in types.items():
        if name not in present:
            events.create(type=name, schema_version=version)
        elif present[name] != version:
            events(name).update(schema_version=version)
    for name in present.keys() - types.keys():
        with gone_already():
            events(name).delete()


class EventSubscription(TwilioResource, provider=EventSubscriptionProvider):
    """A subscription of a sink to types of events."""

    sid: pulumi.Output[str]

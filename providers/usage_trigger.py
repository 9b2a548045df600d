"""Usage triggers: a call to a webhook when an account's usage reaches a value.

API: https://www.twilio.com/docs/usage/api/usage-trigger
"""

from typing import Any, Literal

import pulumi

from providers.core.connection import Connection
from providers.core.inputs import AccountSid, FriendlyName, HttpsUrl, Immutable, Inputs, NumberText
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource

MESSAGES_SENT = "sms-outbound"
"""The usage category of messages sent (https://www.twilio.com/docs/usage/api/usage-record#usage-categories)."""


class UsageTriggerInputs(Inputs):
    """What is sent. What is measured cannot be changed: the new trigger is made before the old one goes."""

    account_sid: Immutable[AccountSid]
    friendly_name: FriendlyName
    usage_category: Immutable[str]
    """Such as `sms-outbound`; see https://www.twilio.com/docs/usage/api/usage-record#usage-categories."""

    trigger_value: Immutable[NumberText]
    """The usage at which it fires, in the unit of `trigger_by`."""

    trigger_by: Immutable[Literal["count", "usage", "price"]] = "usage"
    recurring: Immutable[Literal["daily", "monthly", "yearly", "alltime"] | None] = None
    """The period, in GMT, in which it fires at most once; None: once ever."""

    callback_url: HttpsUrl
    callback_method: Literal["GET", "POST"] = "POST"


class UsageTriggerProvider(TwilioProvider[UsageTriggerInputs]):
    """Found again by name and all that it measures, so that a replacement is never mistaken for the old one."""

    inputs = UsageTriggerInputs
    natural_key = ("friendly_name", "usage_category", "trigger_value", "trigger_by", "recurring")

    def collection(self, twilio: Connection, inputs: UsageTriggerInputs) -> Any:
        """Triggers of the account, made by the parent on its behalf."""
        return twilio.v2010(inputs.account_sid).usage.triggers


class UsageTrigger(TwilioResource, provider=UsageTriggerProvider):
    """A usage trigger. It notifies; it does not stop traffic."""

    sid: pulumi.Output[str]

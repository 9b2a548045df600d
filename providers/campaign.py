"""Campaigns: what a messaging service is allowed to send to US numbers. Each costs once, and monthly.

API: https://www.twilio.com/docs/messaging/api/usapptoperson-resource
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any

import pulumi
from pydantic import StringConstraints

from providers.core.connection import Connection
from providers.core.errors import AnswerLost
from providers.core.gate import GatedInputs, GatedProvider
from providers.core.inputs import AccountSid, Field, HttpsUrl, Immutable, ServerFilled, WriteOnly, sid
from providers.core.resource import TwilioResource

API_VERSION = "v1.2"
"""Sent as a header: without it answers leave out the two policies' URLs
(https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api)."""

FAILED = "FAILED"

Reply = Annotated[str, StringConstraints(min_length=20, max_length=320)]
Keywords = Annotated[list[Annotated[str, StringConstraints(pattern="^[A-Za-z0-9]+$")]], Field(max_length=20)]


class CampaignInputs(GatedInputs):
    """What is sent. Twilio reviews an updated campaign again."""

    account_sid: Immutable[AccountSid]
    messaging_service_sid: Immutable[Annotated[str, sid("MG")]]
    brand_registration_sid: Immutable[Annotated[str, sid("BN")]]
    us_app_to_person_usecase: Immutable[str]
    """What the messages are for, such as `LOW_VOLUME`; which ones a brand may have, Twilio says."""

    description: Annotated[str, StringConstraints(min_length=40, max_length=4096)]
    """Who sends what to whom, such as `A bike shop tells customers who asked for it that an order is ready.`"""

    message_flow: Annotated[str, StringConstraints(min_length=40, max_length=2048)]
    """How people agree to messages, such as `They tick a box of its own at https://example.com/checkout.`"""

    message_samples: Annotated[
        list[Annotated[str, StringConstraints(min_length=20, max_length=1024)]], Field(min_length=2, max_length=5)
    ]
    """As people read them, such as `["Acme: your order is ready.", "Acme: your bike is repaired."]`."""

    has_embedded_links: bool
    """Whether any message has a link."""

    has_embedded_phone: bool
    """Whether any message has a phone number in its text."""

    age_gated: bool = False
    """Whether what is sold may only be sold to adults."""

    direct_lending: bool = False
    """Whether it is about lending money."""

    privacy_policy_url: HttpsUrl
    terms_and_conditions_url: HttpsUrl
    """Of the messages, not of the shop alone."""

    resubmitted_on: WriteOnly[Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")] | None] = None
    """The day on which something else, such as the website, was corrected, as `2026-11-29`: a campaign that was
    rejected on or before that day is submitted again as it is. It is not sent."""

    subscriber_opt_in: Immutable[ServerFilled[bool | None]] = None
    opt_in_message: Immutable[ServerFilled[Reply | None]] = None
    opt_out_message: Immutable[ServerFilled[Reply | None]] = None
    help_message: Immutable[ServerFilled[Reply | None]] = None
    opt_in_keywords: Immutable[ServerFilled[Keywords | None]] = None
    opt_out_keywords: Immutable[ServerFilled[Keywords | None]] = None
    help_keywords: Immutable[ServerFilled[Keywords | None]] = None


REQUIRED_BY_UPDATE = (
    "description",
    "message_flow",
    "message_samples",
    "has_embedded_links",
    "has_embedded_phone",
    "age_gated",
    "direct_lending",
    "privacy_policy_url",
    "terms_and_conditions_url",
)
"""The fields that every update has to contain."""


class CampaignProvider(GatedProvider[CampaignInputs]):
    """All campaigns have the same SID at Twilio: the messaging service tells one from another."""

    inputs = CampaignInputs
    natural_key = ("messaging_service_sid",)
    container = ("account_sid", "messaging_service_sid")
    container_kind = "MessagingService"
    status_output = "campaign_status"
    delete_before_replace = True  # a service has one campaign at a time
    paid = True
    paced = True
    carried_out_once = True
    only_sid = "QE2c6890da8086d771620e9b13fadeba0b"

    def collection(self, twilio: Connection, inputs: CampaignInputs) -> Any:
        """The service's campaign, called as the account."""
        return twilio.account(inputs.account_sid).messaging.v1.services(inputs.messaging_service_sid).us_app_to_person

    def lister(self, twilio: Connection, inputs: CampaignInputs) -> Callable[..., list[Any]]:
        """Ask for all fields."""
        return partial(self.collection(twilio, inputs).list, x_twilio_api_version=API_VERSION)

    def fetch(self, twilio: Connection, inputs: CampaignInputs, sid: str) -> Any:
        """Ask for all fields: without the policies' URLs it would look changed, and an update is another review."""
        return self.collection(twilio, inputs)(sid).fetch(x_twilio_api_version=API_VERSION)

    def create_parameters(self, inputs: CampaignInputs) -> dict[str, Any]:
        """Return the parameters, with the flags that are false: Twilio requires them."""
        explicit = {name: getattr(inputs, name) for name in REQUIRED_BY_UPDATE}
        parameters = super().create_parameters(inputs) | explicit | {"x_twilio_api_version": API_VERSION}
        parameters.pop("resubmitted_on", None)
        return parameters

    def differences(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[set[str], set[str]]:
        """A new day counts for a campaign that was rejected on that day or before."""
        changed, fixed = super().differences(olds, news)
        rejected_on = str(olds.get("date_updated") or "")[:10]
        counts = olds.get("campaign_status") == FAILED and str(news.get("resubmitted_on") or "") >= rejected_on
        return changed if counts else changed - {"resubmitted_on"}, fixed

    def change(self, twilio: Connection, inputs: CampaignInputs, sid: str, changed: set[str]) -> Any:
        """All fields are sent in one call, because each call begins another review."""
        parameters = {name: getattr(inputs, name) for name in REQUIRED_BY_UPDATE}
        try:
            return self.collection(twilio, inputs)(sid).update(**parameters, x_twilio_api_version=API_VERSION)
        except AnswerLost:
            instance = self.fetch(twilio, inputs, sid)
            if self.differences(self.fields(instance), inputs.declared())[0] & changed:
                raise
            return instance


class Campaign(TwilioResource, provider=CampaignProvider):
    """A messaging service's campaign. Deleting it stops all messages to US numbers."""

    sid: pulumi.Output[str]
    campaign_status: pulumi.Output[str]
    """waiting, PENDING, IN_PROGRESS, VERIFIED, FAILED or SUSPENDED."""

    errors: pulumi.Output[list[dict[str, Any]]]
    """Why it was rejected, each with Twilio's code and the fields it means."""

    date_updated: pulumi.Output[str]
    """When it was last updated, in ISO 8601."""

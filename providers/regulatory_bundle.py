"""Regulatory bundles: who has a number outside the US. What a country wants is reviewed before a number can be bought.

API: https://www.twilio.com/docs/phone-numbers/regulatory/api/bundles
"""

from typing import Annotated, Any

import pulumi
from pydantic import StringConstraints

from providers.core import run
from providers.core.bundle import BundleSid
from providers.core.connection import Connection
from providers.core.inputs import AccountSid, CountryCode, FriendlyName, HttpsUrl, Immutable, Inputs, WriteOnly
from providers.core.provider import TwilioProvider
from providers.core.regulatory import LOCKED, EndUserType, NumberType, regulation_sid
from providers.core.resource import TwilioResource


class RegulatoryBundleInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    friendly_name: Immutable[FriendlyName]
    """Also how an existing bundle is found again, with its regulation."""

    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]
    """The address for news of its review: the ISV's mailbox."""

    iso_country: Immutable[WriteOnly[CountryCode]]
    """The number's country, such as `DE`. It decides on the regulation, with the two types."""

    number_type: Immutable[WriteOnly[NumberType]]
    """Such as `mobile`."""

    end_user_type: Immutable[WriteOnly[EndUserType]]
    """Such as `business`."""

    status_callback: HttpsUrl | None = None
    """Called when its review moves on."""

    copy_of: Immutable[WriteOnly[BundleSid | None]] = None
    """The approved bundle that it is a copy of, to be renewed with: see `RegulatoryBundleReplacement`."""


class RegulatoryBundleProvider(TwilioProvider[RegulatoryBundleInputs]):
    """Made as a draft; its `RegulatoryBundleSubmission` has it reviewed. One that a number needs cannot be deleted."""

    inputs = RegulatoryBundleInputs
    natural_key = ("friendly_name", "iso_country", "number_type", "end_user_type")

    def collection(self, twilio: Connection, inputs: RegulatoryBundleInputs) -> Any:
        """Bundles of the account, called as the account."""
        return twilio.account(inputs.account_sid).numbers.v2.regulatory_compliance.bundles

    def make(self, twilio: Connection, inputs: RegulatoryBundleInputs) -> Any:
        """A copy is made from the bundle itself, with all that it holds; its submission takes out what is not declared.

        https://www.twilio.com/docs/phone-numbers/regulatory/api/copies-resource
        """
        bundles = self.collection(twilio, inputs)
        if inputs.copy_of is None:
            names = ("friendly_name", "email", "status_callback")
            sent = {name: value for name, value in self.create_parameters(inputs).items() if name in names}
            return bundles.create(**sent, regulation_sid=_regulation(twilio, inputs))
        copy = bundles(inputs.copy_of).bundle_copies.create(friendly_name=inputs.friendly_name)
        return bundles(copy.sid).fetch()

    def remove(self, twilio: Connection, inputs: RegulatoryBundleInputs, sid: str) -> None:
        """One that is under review stays: Twilio refuses to delete it until the review is decided."""
        try:
            super().remove(twilio, inputs, sid)
        except Exception as error:
            if getattr(error, "code", None) != LOCKED:
                raise
            pulumi.log.warn(
                f"{self.kind} {sid} is under review and stays at Twilio: delete it there once it is decided"
            )

    def matches(self, inputs: RegulatoryBundleInputs, instance: Any) -> bool:
        """Twilio's answer names the regulation by its SID."""
        is_called_so = instance.friendly_name == inputs.friendly_name
        return is_called_so and bool(instance.regulation_sid == _regulation(run.current().connection, inputs))


def _regulation(twilio: Connection, inputs: RegulatoryBundleInputs) -> str:
    words = (inputs.iso_country, inputs.number_type, inputs.end_user_type)
    return regulation_sid(twilio, inputs.account_sid, *words)


class RegulatoryBundle(TwilioResource, provider=RegulatoryBundleProvider):
    """A bundle. Deleting it leaves what it holds in the account."""

    sid: pulumi.Output[str]

"""End users of regulatory bundles: who has a number outside the US.

API: https://www.twilio.com/docs/phone-numbers/regulatory/api/end-users
"""

from typing import Any

import pulumi

from providers.core.connection import Connection
from providers.core.inputs import AccountSid, FriendlyName, Immutable, Inputs
from providers.core.regulatory import EndUserType, RegulatoryFactProvider
from providers.core.resource import TwilioResource


class RegulatoryEndUserInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    friendly_name: Immutable[FriendlyName]
    """Also how an existing end user is found again, with its type."""

    type: Immutable[EndUserType]
    """Such as `business`."""

    attributes: dict[str, str]
    """What the country's regulation asks for, such as `{"business_name": "Acme GmbH"}`. A secret."""


class RegulatoryEndUserProvider(RegulatoryFactProvider[RegulatoryEndUserInputs]):
    """An update replaces all attributes. One that a bundle holds stays when it is deleted, and ends with the bundle."""

    inputs = RegulatoryEndUserInputs

    def collection(self, twilio: Connection, inputs: RegulatoryEndUserInputs) -> Any:
        """End users of the account, called as the account."""
        return twilio.account(inputs.account_sid).numbers.v2.regulatory_compliance.end_users

    def secrets(self, inputs: RegulatoryEndUserInputs) -> tuple[str, ...]:
        """The registration number, as written and as bare digits."""
        number = str((getattr(inputs, "attributes", None) or {}).get("business_registration_number", ""))
        return (number, number.replace("-", "")) if number else ()


class RegulatoryEndUser(TwilioResource, provider=RegulatoryEndUserProvider):
    """An end user."""

    sid: pulumi.Output[str]

"""Brand vettings: a third party's review of a brand, which some kinds of campaigns need.

API: https://www.twilio.com/docs/messaging/api/brand-vetting-resource
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import pulumi

from providers.core.connection import Connection
from providers.core.gate import GatedInputs, GatedProvider
from providers.core.inputs import AccountSid, Immutable, sid
from providers.core.resource import TwilioResource


class BrandVettingInputs(GatedInputs):
    """What is sent. Nothing of it can be changed."""

    account_sid: Immutable[AccountSid]
    brand_registration_sid: Immutable[Annotated[str, sid("BN")]]
    vetting_provider: Immutable[Literal["campaign-verify", "aegis"]]
    vetting_id: Immutable[str | None] = None
    """The token of a vetting that was made elsewhere."""


class BrandVettingProvider(GatedProvider[BrandVettingInputs]):
    """Deleting leaves the vetting: Twilio has no way to end one."""

    inputs = BrandVettingInputs
    natural_key = ("vetting_provider", "vetting_id")
    container = ("account_sid", "brand_registration_sid")
    container_kind = "BrandRegistration"
    status_output = "vetting_status"
    paid = True
    paced = True
    ends = False

    def collection(self, twilio: Connection, inputs: BrandVettingInputs) -> Any:
        """Vettings of the brand, called as the account."""
        return (
            twilio.account(inputs.account_sid)
            .messaging.v1.brand_registrations(inputs.brand_registration_sid)
            .brand_vettings
        )

    def lister(self, twilio: Connection, inputs: BrandVettingInputs) -> Callable[..., list[Any]]:
        """Read the list, which takes no page size, and give each vetting its SID under the usual name."""
        read = super().lister(twilio, inputs)
        return lambda **_: [_with_sid(each) for each in read()]

    def make(self, twilio: Connection, inputs: BrandVettingInputs) -> Any:
        """A vetting that was made elsewhere is imported by its `vetting_id`."""
        return _with_sid(super().make(twilio, inputs))

    def look_up(self, twilio: Connection, inputs: BrandVettingInputs, sid: str) -> Any | None:
        """Return a vetting by its SID, with the SID under the usual name."""
        found = super().look_up(twilio, inputs, sid)
        return found and _with_sid(found)

    def fields(self, instance: Any) -> dict[str, Any]:
        """Twilio has names of its own for the two SIDs."""
        sids = {"sid": instance.brand_vetting_sid, "brand_registration_sid": instance.brand_sid}
        return super().fields(instance) | sids

    def remove(self, twilio: Connection, inputs: BrandVettingInputs, sid: str) -> None:
        """The vetting stays with its brand."""


def _with_sid(vetting: Any) -> Any:
    vetting.sid = vetting.brand_vetting_sid
    return vetting


class BrandVetting(TwilioResource, provider=BrandVettingProvider):
    """A vetting."""

    sid: pulumi.Output[str]
    vetting_status: pulumi.Output[str]
    """waiting, PENDING, SUCCESS or FAILED."""

    date_updated: pulumi.Output[str]
    """When it was last updated, in ISO 8601."""

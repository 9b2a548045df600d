"""Brands: a tenant as the carriers know it. Registering one costs money, approved or not.

API: https://www.twilio.com/docs/messaging/api/brand-registration-resource
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

import pulumi
from pulumi.dynamic import UpdateResult

from providers.core import run
from providers.core.bundle import BundleSid
from providers.core.connection import Connection, all_pages
from providers.core.errors import AnswerLost, ResourceError, repeated
from providers.core.gate import GatedInputs, GatedProvider, is_open, presumed
from providers.core.inputs import AccountSid, Immutable, Ours, WriteOnly, sid
from providers.core.resource import TwilioResource
from providers.end_user import NOTE, noted_brand

FREE_RESUBMISSIONS = 3
"""How often a failed brand can be submitted again; the next time Twilio refuses with error 21724."""

FAILED = "FAILED"

NOTE_TYPE, NOTE_ATTRIBUTES = "us_a2p_messaging_profile_information", {"company_type": "private"}


class BrandRegistrationInputs(GatedInputs):
    """What is sent. Nothing of it can be changed."""

    account_sid: Immutable[AccountSid]
    customer_profile_bundle_sid: Immutable[BundleSid]
    """The tenant's `CustomerProfile`."""

    a2p_profile_bundle_sid: Immutable[BundleSid]
    """The tenant's `TrustProduct`."""

    brand_type: Immutable[Literal["STANDARD", "SOLE_PROPRIETOR"]] = "STANDARD"
    skip_automatic_sec_vet: Immutable[bool] = False
    """Low-volume standard: no vetting, less throughput, a lower fee."""

    mock: Immutable[bool] = False
    """For trials: costs nothing, sends nothing, gone after 30 days."""

    facts: WriteOnly[str]
    """A fingerprint of the bundles' contents, such as `9f86d081884c7d65`: a failed brand is submitted again when they
    have changed. A secret."""

    brand_registration_sid: Ours[Annotated[str, sid("BN")] | None] = None
    """An existing brand to take over. Twilio's list leaves out some brands; this one is looked at first."""


class BrandRegistrationProvider(GatedProvider[BrandRegistrationInputs]):
    """What it says of the tenant is in its two bundles."""

    inputs = BrandRegistrationInputs
    natural_key = ("customer_profile_bundle_sid", "a2p_profile_bundle_sid")
    secret_outputs = frozenset({"facts"})
    kept_outputs = frozenset({"resubmissions"})
    paid = True
    paced = True
    ends = False

    def collection(self, twilio: Connection, inputs: BrandRegistrationInputs) -> Any:
        """Brands of the account, called as the account."""
        return twilio.account(inputs.account_sid).messaging.v1.brand_registrations

    def create_parameters(self, inputs: BrandRegistrationInputs) -> dict[str, Any]:
        """Send what Twilio knows."""
        parameters = super().create_parameters(inputs)
        del parameters["facts"]
        return parameters

    def find(self, twilio: Connection, inputs: BrandRegistrationInputs, *, read_again: bool = False) -> Any | None:
        """Return a brand that Twilio's list leaves out, too: vetted ones are missing from it.

        See https://github.com/twilio/twilio-ruby/issues/688.
        """
        if inputs.brand_registration_sid is not None:
            return self._named(twilio, inputs, inputs.brand_registration_sid)
        found = super().find(twilio, inputs, read_again=read_again)
        if found is not None or run.current().has_made((inputs.account_sid,)):
            return found
        listed = self.listing(twilio, inputs)
        noted = self._noted(twilio, inputs.account_sid)
        of_campaigns = (each.brand_registration_sid for each in self._campaigns(twilio, inputs))
        unlisted = {*noted, *of_campaigns} - listed.keys()
        brands = (self.collection(twilio, inputs)(each).fetch() for each in sorted(unlisted))
        return next((each for each in brands if self.matches(inputs, each)), None)

    def after_write(self, twilio: Connection, instance: Any) -> None:
        """Leave a note of the brand where it will be found: nothing at Twilio leads from a bundle to its brand."""
        account_sid = instance.account_sid
        is_new = run.current().has_made((instance.sid,))
        if instance.mock or (not is_new and instance.sid in self._noted(twilio, account_sid)):
            return
        end_users = twilio.account(account_sid).trusthub.v1.end_users
        repeated(
            lambda: end_users.create(friendly_name=f"{NOTE}{instance.sid}", type=NOTE_TYPE, attributes=NOTE_ATTRIBUTES)
        )

    @staticmethod
    def _noted(twilio: Connection, account_sid: str) -> Iterator[str]:
        """Yield the SIDs of the brands of the account that have left a note."""
        end_users = twilio.account(account_sid).trusthub.v1.end_users
        for end_user in twilio.listing(("EndUser", account_sid), end_users.list).values():
            if sid := noted_brand(end_user.friendly_name):
                yield sid

    @staticmethod
    def _campaigns(twilio: Connection, inputs: BrandRegistrationInputs) -> Iterator[Any]:
        """Yield the account's campaigns: each names its brand."""
        services = twilio.account(inputs.account_sid).messaging.v1.services
        for service in twilio.listing(("MessagingService", inputs.account_sid), services.list).values():
            yield from all_pages(services(service.sid).us_app_to_person.list)

    def _named(self, twilio: Connection, inputs: BrandRegistrationInputs, brand_sid: str) -> Any:
        brand = self.collection(twilio, inputs)(brand_sid).fetch()
        if not self.matches(inputs, brand):
            raise ResourceError(
                f"{brand_sid} is the brand of {brand.customer_profile_bundle_sid} and {brand.a2p_profile_bundle_sid}, "
                f"not of {inputs.customer_profile_bundle_sid} and {inputs.a2p_profile_bundle_sid}"
            )
        return brand

    def differences(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[set[str], set[str]]:
        """New facts count once the bundles that hold them are approved.

        A preview does not know the status of a bundle that gets the same facts: an approved one stays approved.
        """
        changed, fixed = super().differences(olds, news)
        return changed if is_open(presumed(news, olds)) else changed - {"facts"}, fixed

    def change(
        self,
        twilio: Connection,
        inputs: BrandRegistrationInputs,
        sid: str,
        changed: set[str],  # noqa: ARG002 - only facts can change
    ) -> Any:
        """New facts submit a failed brand again; any other brand stays as it is."""
        brand = self.collection(twilio, inputs)(sid)
        before = brand.fetch()
        if before.status != FAILED:
            return before
        try:
            return brand.update()
        except AnswerLost:
            after = brand.fetch()
            if (after.status, after.date_updated) == (before.status, before.date_updated):
                raise
            return after

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Count the resubmissions: Twilio does not say how many there were."""
        result = super().update(_id, _olds, _news)
        changed, _ = self.differences(_olds, _news)
        again = "facts" in changed and _olds.get("status") == FAILED
        resubmissions = int(_olds.get("resubmissions") or 0) + again
        return UpdateResult({**(result.outs or {}), "resubmissions": resubmissions})

    def remove(self, twilio: Connection, inputs: BrandRegistrationInputs, sid: str) -> None:  # noqa: ARG002 - no call is made
        """The brand stays: Twilio has no way to end one. It costs nothing more."""
        pulumi.log.warn(f"brand {sid} stays at Twilio, which has no way to end one; it costs nothing more")


class BrandRegistration(TwilioResource, provider=BrandRegistrationProvider):
    """A brand. Its review takes minutes to weeks."""

    sid: pulumi.Output[str]
    status: pulumi.Output[str]
    """waiting, PENDING, IN_REVIEW, APPROVED, FAILED or SUSPENDED."""

    identity_status: pulumi.Output[str]
    """How far the registry has verified who it is, such as VERIFIED."""

    errors: pulumi.Output[list[dict[str, Any]]]
    """Why it failed, each with Twilio's code."""

    resubmissions: pulumi.Output[int]
    """How often it was submitted again, of three times that are free."""

    date_updated: pulumi.Output[str]
    """When it was last updated, in ISO 8601."""

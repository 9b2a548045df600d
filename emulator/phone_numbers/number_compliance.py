"""What a country wants before a number is bought: an approved bundle, and an address.

Facts: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
https://www.twilio.com/docs/api/errors/21631 and
https://www.twilio.com/en-us/changelog/regulated-number-bundle-provisioning-requirement for 21649.
"""

from collections.abc import Mapping
from typing import Any

from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.phone_numbers import inventory_abroad
from emulator.phone_numbers.inventory_abroad import Range
from emulator.regulatory_compliance import regulations_by_country, regulatory_review
from emulator.regulatory_compliance.kinds import BUNDLE
from emulator.regulatory_compliance.regulations_by_country import REGULATIONS
from emulator.trusthub.bundle_review import APPROVED

ASSUMED = (
    "Numbers outside the US want an approved bundle of their country and type (21649), and an address (21631).",
    "The address is one of the account; where it must be local it is in the number's country (21631).",
    "Neither can be taken away from a number, nor replaced by what would not do.",
)
"""What buying and changing a number does that Twilio's documentation does not say."""

_APPROVED = (APPROVED, regulatory_review.PROVISIONAL)


def require_compliance(call: Call, number: str, given: Mapping[str, Any], account_sid: str) -> None:
    """Refuse to give a number to an account that does not show what its country wants.

    Args:
        call: The call.
        number: The number in E.164.
        given: Its properties, among them `bundle_sid` and `address_sid`.
        account_sid: The account.

    Raises:
        TwilioError: 21649 for the bundle, 21631 for the address.
    """
    found = inventory_abroad.find(number)
    if found is None:
        return
    _require_bundle(call, number, found, given.get("bundle_sid"), account_sid)
    if found.address_requirements == "none":
        return
    address_sid = given.get("address_sid")
    if not address_sid:
        raise TwilioError(21631, number=number, reason="AddressSid is missing")
    address = call.store.find("address", sid=address_sid, account_sid=account_sid)
    if address is None:
        raise TwilioError(21631, number=number, reason=f"the account has no address {address_sid}")
    country = address.body["iso_country"]
    if found.address_requirements == "local" and country != found.iso_country:
        reason = f"address {address_sid} is in {country}, expected one in {found.iso_country}"
        raise TwilioError(21631, number=number, reason=reason)


def _require_bundle(call: Call, number: str, found: Range, bundle_sid: str | None, account_sid: str) -> None:
    regulations = regulations_by_country.of_number(found.iso_country, found.number_type)
    if not any(each.needs_bundle for each in regulations):
        return
    if not bundle_sid:
        raise TwilioError(21649, number=number, reason="Bundle required and not provided")
    bundle = call.store.find(BUNDLE.name, sid=bundle_sid, account_sid=account_sid)
    if bundle is None:
        raise TwilioError(21649, number=number, reason=f"the account has no bundle {bundle_sid}")
    bundle = regulatory_review.advance_review(call, bundle)
    if bundle.body["status"] not in _APPROVED:
        reason = f"the status of {bundle_sid} is {bundle.body['status']}, not twilio-approved"
        raise TwilioError(21649, number=number, reason=reason)
    regulation = REGULATIONS[bundle.body["regulation_sid"]]
    if regulation not in regulations:
        reason = f"{bundle_sid} is for {regulation.iso_country} {regulation.number_type} numbers"
        raise TwilioError(21649, number=number, reason=reason)

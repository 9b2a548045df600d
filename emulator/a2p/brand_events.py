"""The events that report brands: https://www.twilio.com/docs/events/event-types/a2p/brand-registration.

Examples: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/event-streams-setup.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from emulator.core import event_streams
from emulator.core.store import Settings, Stored, Transaction

_TYPES = "com.twilio.messaging.compliance.brand-registration."
_FEEDBACK_CODES = range(30700, 31000)
"""The codes with which the registry does not verify a brand; with others it does not register it."""


def publish_approved(store: Transaction, settings: Settings, brand: Stored, moment: float) -> None:
    """Publish that a brand is registered, and that its identity is verified."""
    _publish(store, settings, brand, moment, "brand-registered", "A2P.BrandRegistered", {})
    identity = {"identitystatus": "verified", "brandscore": brand.body["brand_score"], "brandfeedback": ""}
    _publish(store, settings, brand, moment, "brand-verified", "A2P.BrandRegistrationVerified", identity)


def publish_failed(store: Transaction, settings: Settings, brand: Stored, moment: float) -> None:
    """Publish that a brand is not registered, or that it is and its identity could not be verified."""
    errors = [_error(each) for each in brand.body["errors"]]
    codes = [each["registrationerrorcode"] for each in errors]
    reasons: dict[str, Any] = {"brandregistrationerrors": errors or None}
    if codes and all(code in _FEEDBACK_CODES for code in codes):
        feedback = ",".join(brand.body["brand_feedback"] or ())
        reasons |= {"identitystatus": "unverified", "brandfeedback": feedback}
        _publish(store, settings, brand, moment, "brand-unverified", "A2P.BrandRegisteredUnverified", reasons)
    else:
        reasons["brandstatus"] = "registration_failed"
        _publish(store, settings, brand, moment, "brand-failure", "A2P.BrandRegistrationFailure", reasons)


def publish_vetted(store: Transaction, settings: Settings, brand: Stored, moment: float, *, passed: bool) -> None:
    """Publish how a brand's vetting has ended."""
    score = brand.body["brand_score"]
    outcome: dict[str, Any] = {"brandvettingoutcome": "success", "identitystatus": "vetted_verified"}
    if passed:
        outcome |= {"vettingscore": score, "brandscore": score, "brandfeedback": ""}
        _publish(
            store, settings, brand, moment, "brand-vetted-verified", "A2P.BrandRegistrationVettedVerified", outcome
        )
    else:
        outcome = {"brandvettingoutcome": "failure", "identitystatus": "vetting_failed"}
        schema = "A2P.BrandRegistrationSecondaryVettingFailure"
        _publish(store, settings, brand, moment, "brand-secondary-vetting-failure", schema, outcome)


def _publish(  # noqa: PLR0913, PLR0917 - these are an event's parts
    store: Transaction,
    settings: Settings,
    brand: Stored,
    moment: float,
    name: str,
    schema: str,
    more: Mapping[str, Any],
) -> None:
    data = {
        "accountsid": brand.account_sid,
        "brandsid": brand.sid,
        "brandstatus": "registered",
        "externalbrandid": brand.body["tcr_id"],
        "createddate": event_streams.milliseconds(brand.created),
        "updateddate": event_streams.milliseconds(moment),
        **more,
    }
    source = f"/v1/a2p/BrandRegistrations/{brand.sid}"
    event = event_streams.Event(_TYPES + name, schema, brand.account_sid, source, moment, data)
    event_streams.publish(store, settings, event)


def _error(error: Mapping[str, Any]) -> dict[str, Any]:
    fields: Sequence[str] = error["fields"]
    return {
        "registrationerrorcode": error["error_code"],
        "registrationerrordescription": error["description"],
        "registrationerrorurl": error["url"],
        "registrationerrorfields": fields,
    }

"""The evaluation of a bundle against a policy: whether all is present and well formed; nothing is looked up outside.

Shape and codes: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles/evaluations.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from emulator.core.call import Call
from emulator.core.store import Stored
from emulator.trusthub import bundle_contents, bundle_review
from emulator.trusthub.attributes import (
    BY_NAME,
    DOCUMENT_FIELD,
    END_USER_FIELD,
    MISSING_DOCUMENT,
    MISSING_END_USER,
    Field,
)
from emulator.trusthub.policies import PRIMARY, Policy

ASSUMED = (
    "An authorized_representative_2 is checked only if there is one, though policies list it.",
    "An end user's malformed attribute has the code of a missing one (22215), a phone number 22218.",
    "A missing customer profile is 22216; a wrong status of it, like an address that is not the account's, 22217.",
    "A primary customer profile must be approved; any other that is in a bundle must have been submitted.",
    "Of several end users of one type in a bundle the one assigned last counts.",
)
"""What all that evaluates does that Twilio's documentation does not say."""

_OPTIONAL = frozenset({"authorized_representative_2"})


def evaluate(call: Call, bundle: Stored, policy: Policy) -> list[dict[str, Any]]:
    """Return the result of each requirement."""
    held: dict[str, Stored] = {}
    for entity in bundle_contents.held_by(call, bundle):
        held.setdefault(bundle_contents.object_type(entity), entity)
    wanted = policy.requirements
    results = [
        _end_user(each, held.get(each["type"]))
        for each in wanted["end_user"]
        if each["type"] in held or each["type"] not in _OPTIONAL
    ]
    results += [_document(call, each, held) for group in wanted["supporting_document"] for each in group]
    # Profiles of one requirement name are alternatives.
    by_name: dict[str, list[dict[str, Any]]] = {}
    for each in wanted["supporting_customer_profiles"]:
        by_name.setdefault(each["requirement_name"], []).append(each)
    return results + [_profile(alternatives, held) for alternatives in by_name.values()]


def failures(results: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the reasons why a bundle is not compliant; none when it is."""
    reasons = []
    for result in results:
        if result["error_code"] in {MISSING_END_USER, MISSING_DOCUMENT}:
            reasons.append(result["failure_reason"])
        else:
            reasons += [each["failure_reason"] for each in result["invalid"]]
    return reasons


def _end_user(requirement: Mapping[str, Any], end_user: Stored | None) -> dict[str, Any]:
    name = requirement["name"]
    if end_user is None:
        missing = (f"{name} is missing: assign an end user of type {requirement['type']}", MISSING_END_USER)
    else:
        missing = None
    attributes = end_user.body["attributes"] if end_user else {}
    checks = [
        (field, field_fault(field, attributes, name))
        for field in BY_NAME[requirement["type"]].fields
        if field.is_needed(attributes) or attributes.get(field.machine_name)
    ]
    return requirement_result(requirement, name, requirement["type"], checks, missing)


def field_fault(field: Field, attributes: Mapping[str, Any], name: str) -> tuple[str, int] | None:
    """Return what is wrong with an attribute, and its code."""
    value = attributes.get(field.machine_name)
    if not value:
        return f"{field.friendly_name} of {name} is missing", END_USER_FIELD
    if not isinstance(value, str) or not field.form.fits(value, attributes):
        # What was given is not repeated: refusals end up in logs, and these are data of people and companies.
        return f"{field.friendly_name} of {name} is invalid, expected {field.form.expected}", field.form.code
    return None


def _document(call: Call, requirement: Mapping[str, Any], held: Mapping[str, Stored]) -> dict[str, Any]:
    accepted = requirement["accepted_documents"]
    wanted = next((each for each in accepted if each["type"] in held), accepted[0])
    document = held.get(wanted["type"])
    missing = None
    if document is None:
        types = " or ".join(each["type"] for each in accepted)
        missing = (f"{wanted['name']} is missing: assign a supporting document of type {types}", MISSING_DOCUMENT)
    sids = document.body["attributes"].get("address_sids") if document else None
    checks = [(field, address_fault(call, sids)) for field in BY_NAME[wanted["type"]].fields]
    return requirement_result(requirement, wanted["name"], wanted["type"], checks, missing)


def address_fault(call: Call, sids: Any, code: int = DOCUMENT_FIELD, iso_country: str = "") -> tuple[str, int] | None:
    """Return what is wrong with the attribute `address_sids`, and its code.

    Args:
        call: The call of the account whose addresses they must be.
        sids: The attribute: a list, or text with commas.
        code: Twilio's code for it.
        iso_country: The country that each address must be in; any if empty.
    """
    if not sids:
        return "Address Sids is missing", code
    for sid in address_sids(sids):
        address = call.store.find("address", sid=sid, account_sid=call.account.sid)
        if address is None:
            return f"The account has no address {sid!r}, expected the SID of one in address_sids", code
        if iso_country and address.body["iso_country"] != iso_country:
            return f"Address {sid} is in {address.body['iso_country']}, expected one in {iso_country}", code
    return None


def address_sids(given: Any) -> list[str]:
    """Return the SIDs in the attribute `address_sids`: a list, or text with commas."""
    found = given if isinstance(given, list) else str(given or "").split(",")
    return [str(sid).strip() for sid in found]


def _profile(alternatives: list[dict[str, Any]], held: Mapping[str, Stored]) -> dict[str, Any]:
    wanted = next((each for each in alternatives if each["type"] in held), alternatives[0])
    profile = held.get(wanted["type"])
    is_primary = wanted["type"] == PRIMARY
    field = Field("bundle_sid" if is_primary else "bundle_status")
    if profile is None:
        reason = f"{wanted['name']} is missing: assign a customer profile of type {wanted['type']}"
        return requirement_result(wanted, wanted["name"], wanted["type"], [], (reason, MISSING_DOCUMENT))
    good = {bundle_review.APPROVED} if is_primary else {*bundle_review.STAGES, bundle_review.APPROVED}
    status = profile.body["status"]
    fault = None
    if status not in good:
        reason = f"Customer profile {profile.sid} is {status}, expected {' or '.join(sorted(good))}"
        fault = (reason, DOCUMENT_FIELD)
    return requirement_result(wanted, wanted["name"], wanted["type"], [(field, fault)], None)


def requirement_result(
    requirement: Mapping[str, Any],
    name: str,
    machine_name: str,
    checks: Iterable[tuple[Field, tuple[str, int] | None]],
    missing: tuple[str, int] | None,
) -> dict[str, Any]:
    """Return one requirement's result as Twilio answers it: a valid field has one property more than an invalid one."""
    valid: list[dict[str, Any]] = []
    invalid: list[dict[str, Any]] = []
    for field, fault in checks:
        named = {"friendly_name": field.friendly_name, "object_field": field.machine_name}
        if fault:
            invalid.append({**named, "failure_reason": fault[0], "error_code": fault[1]})
        else:
            valid.append({**named, "passed": True, "failure_reason": None, "error_code": None})
    faults = [missing] if missing else [(each["failure_reason"], each["error_code"]) for each in invalid]
    reason, code = faults[0] if faults else (None, None)
    return {
        "requirement_name": requirement["requirement_name"],
        "requirement_friendly_name": requirement["requirement_name"].replace("_", " ").title(),
        "object_type": machine_name,
        "friendly_name": name,
        "passed": not faults,
        "failure_reason": reason,
        "error_code": code,
        "valid": valid,
        "invalid": invalid,
    }

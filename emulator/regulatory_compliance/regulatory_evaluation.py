"""The evaluation of a regulatory bundle: whether all that its regulation wants is present and the same everywhere.

Shape and codes: https://www.twilio.com/docs/phone-numbers/regulatory/api/evaluations.
"""

from collections.abc import Mapping
from typing import Any

from emulator.core.call import Call
from emulator.core.store import Stored
from emulator.regulatory_compliance import bundle_items
from emulator.regulatory_compliance.contents import ADDRESS_FIELD, BY_NAME
from emulator.regulatory_compliance.regulations_by_country import Regulation, Requirement
from emulator.trusthub.attributes import DOCUMENT_FIELD, MISSING_DOCUMENT, MISSING_END_USER, Field
from emulator.trusthub.bundle_evaluation import address_fault, field_fault, requirement_result

ASSUMED = (
    "Of several documents that a requirement accepts the best one counts; one document can meet several.",
    "An address that is not the account's, or not in the country where it must be, is 22219.",
    "Of several end users of one type in a bundle the one assigned last counts.",
)
"""What evaluations do that Twilio's documentation does not say."""


def evaluate(call: Call, bundle: Stored, regulation: Regulation) -> list[dict[str, Any]]:
    """Return the result of each requirement."""
    if not regulation.needs_bundle:
        return []
    held = bundle_items.held_by(call, bundle)
    end_user = next((each for each in held if each.body["type"] == regulation.end_user_type), None)
    attributes = end_user.body["attributes"] if end_user else {}
    documents = [_document(call, regulation, each, held, attributes) for each in regulation.documents]
    return [_end_user(regulation, end_user, attributes), *documents]


def _end_user(regulation: Regulation, end_user: Stored | None, attributes: Mapping[str, Any]) -> dict[str, Any]:
    kind = BY_NAME[regulation.end_user_type]
    missing = None
    if end_user is None:
        reason = f"{kind.friendly_name} is missing: assign an end user of type {kind.machine_name}"
        missing = (reason, MISSING_END_USER)
    fields = [field for field in kind.fields if field.machine_name in regulation.end_user]
    checks = [(field, field_fault(field, attributes, kind.friendly_name)) for field in fields]
    requirement = {"requirement_name": f"{kind.machine_name}_info"}
    return requirement_result(requirement, kind.friendly_name, kind.machine_name, checks, missing)


def _document(
    call: Call,
    regulation: Regulation,
    requirement: Requirement,
    held: list[Stored],
    end_user: Mapping[str, Any],
) -> dict[str, Any]:
    named = {"requirement_name": requirement.requirement_name}
    expected = {name: end_user.get(name) for name in regulation.end_user if requirement.of_end_user}
    iso_country = regulation.iso_country if regulation.address == "local" else ""
    results = []
    for document in held:
        if document.body["type"] in requirement.accepted:
            kind = BY_NAME[document.body["type"]]
            checks = [
                (field, _fault(call, field, document.body["attributes"], expected, iso_country))
                for field in kind.fields
                if field.machine_name in requirement.fields
            ]
            results.append(requirement_result(named, kind.friendly_name, kind.machine_name, checks, None))
    if results:
        return min(results, key=lambda each: len(each["invalid"]))
    types = " or ".join(requirement.accepted)
    missing = (f"{requirement.name} is missing: assign a supporting document of type {types}", MISSING_DOCUMENT)
    kind = BY_NAME[requirement.accepted[0]]
    return requirement_result(named, kind.friendly_name, kind.machine_name, [], missing)


def _fault(
    call: Call, field: Field, attributes: Mapping[str, Any], expected: Mapping[str, Any], iso_country: str
) -> tuple[str, int] | None:
    """Return what is wrong with an attribute of a document, and its code."""
    name = field.machine_name
    if name == "address_sids":
        return address_fault(call, attributes.get(name), ADDRESS_FIELD, iso_country)
    if not attributes.get(name):
        return f"{field.friendly_name} of the document is missing", DOCUMENT_FIELD
    if name in expected and attributes[name] != expected[name]:
        # Neither is repeated: refusals end up in logs, and these are data of people and companies.
        return f"{field.friendly_name} of the document is not the end user's", DOCUMENT_FIELD
    return None

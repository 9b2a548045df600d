"""Regulatory bundles: https://www.twilio.com/docs/phone-numbers/regulatory/api/bundles."""

import math
from datetime import UTC, datetime
from typing import Any

from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page, page_of
from emulator.core.parameters import boolean, choice, sid, text, url
from emulator.core.routes import route
from emulator.core.store import Between, Stored
from emulator.regulatory_compliance import regulatory_evaluation, regulatory_review
from emulator.regulatory_compliance.kinds import BUNDLE, PRODUCT, ROOT
from emulator.regulatory_compliance.regulations_by_country import REGULATIONS, Regulation
from emulator.regulatory_compliance.regulations_by_country import find as find_regulation
from emulator.regulatory_compliance.regulatory_review import STATUSES, VALID_UNTIL, find
from emulator.trusthub.bundle_evaluation import failures
from emulator.trusthub.bundle_review import DRAFT, STAGES, SUBMITTED

_LIST = f"{ROOT}/Bundles"
_INSTANCE = f"{_LIST}/<sid>"
_LIMIT = 255
_PROPERTIES = {"FriendlyName": text(_LIMIT, 1), "Email": text(_LIMIT, 1), "StatusCallback": url}
_HAS_END = {"HasValidUntilDate": boolean}
_LINKS = {"evaluations": "Evaluations", "item_assignments": "ItemAssignments", "bundle_copies": "Copies"}
_READS = "Every call about a bundle counts as a read of it, a list as one of each of the account's bundles."


def _status(_: str, value: str) -> str:
    if value not in STATUSES:
        raise TwilioError(22203, found=value, allowed=", ".join(STATUSES))
    return value


def _moment(name: str, value: str) -> float:
    try:
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        raise invalid(name, value, "a time in ISO 8601, such as 2026-11-29T00:00:00Z") from None


@route(
    "POST",
    PRODUCT,
    _LIST,
    status=201,
    assumed=(
        f"Friendly name and e-mail address have 1 to {_LIMIT} characters each; the address is not checked.",
        "RegulationSid decides if it is given with IsoCountry, NumberType and EndUserType; without any of them: 22202.",
        "Without EndUserType the end user is a business.",
        "A regulation that does not exist is answered with 22200.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Create a bundle for a regulation, a draft with nothing in it; a test is always rejected."""
    named = {name: text(_LIMIT) for name in ("IsoCountry", "NumberType", "EndUserType")}
    fields = {**_PROPERTIES, **named, "RegulationSid": sid("RN"), "IsTest": boolean}
    given = call.read(fields, required=("FriendlyName", "Email"))
    regulation = _wanted(given)
    body: dict[str, Any] = {
        "regulation_sid": regulation.sid,
        "status": DRAFT,
        "friendly_name": given["friendly_name"],
        "email": given["email"],
        "status_callback": given.get("status_callback"),
        "errors": None,
        VALID_UNTIL: None,
        regulatory_review.IS_TEST: given.get("is_test", False),
        regulatory_review.ISO_COUNTRY: regulation.iso_country,
        "_number_type": regulation.number_type,
        "_end_user_type": regulation.end_user_type,
        regulatory_review.EDITION: 0,
    }
    return show(call, call.create(BUNDLE.name, "BU", body))


@route(
    "GET",
    PRODUCT,
    _LIST,
    assumed=(_READS, "Dates of ValidUntilDate without a time are midnight in GMT; < and > include their date."),
)
def list_all(call: Call) -> dict[str, Any]:
    """List bundles by their properties and regulation, and by when their approval ends."""
    fields = {
        "Status": _status,
        "RegulationSid": sid("RN"),
        **{name: text(_LIMIT) for name in ("FriendlyName", "IsoCountry", "NumberType", "EndUserType")},
    }
    given = call.read_query(fields)
    regulation = ("iso_country", "number_type", "end_user_type")
    where = {f"_{name}" if name in regulation else name: value for name, value in given.items()}
    regulatory_review.advance_all(call)
    where[VALID_UNTIL] = _valid_until(call)
    is_endless = call.read_query(_HAS_END).get("has_valid_until_date") is False
    if not is_endless and "SortBy" not in call.request.args:
        return page(call, "results", BUNDLE.name, show, **where)
    found = call.store.select(BUNDLE.name, account_sid=call.account.sid, **where)
    if is_endless:
        found = [each for each in found if each.body[VALID_UNTIL] is None]
    return page_of(call, "results", [show(call, each) for each in _sorted(call, found)])


@route("GET", PRODUCT, _INSTANCE, assumed=(_READS, *regulatory_review.ASSUMED))
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a bundle with its status now."""
    return show(call, find(call, sid))


@route(
    "POST",
    PRODUCT,
    _INSTANCE,
    assumed=(
        "The only status to ask for is pending-review; any other is answered with 20001.",
        "What is under review or approved cannot be changed: 22209. Its StatusCallback and Email can.",
        "A bundle that would be evaluated as noncompliant is not submitted: 20001 with the reasons.",
        "Status callbacks have AccountSid, BundleSid, Status and, after a rejection, ErrorCodes.",
    ),
)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Change a bundle, or submit it for review by Status=pending-review."""
    changes = call.read({**_PROPERTIES, "Status": _status})
    bundle = find(call, sid)
    if "status" in changes and len(changes) > 1:
        raise TwilioError(22204)
    if changes.keys() - {"status_callback", "email"}:
        regulatory_review.require_editable(bundle)
    if "status" not in changes:
        return show(call, call.update(bundle, changes))
    if changes["status"] != SUBMITTED:
        raise invalid("Status", changes["status"], SUBMITTED)
    results = regulatory_evaluation.evaluate(call, bundle, REGULATIONS[bundle.body["regulation_sid"]])
    faults = failures(results)
    if faults:
        raise TwilioError(20001, reason=f"Bundle {sid} is noncompliant: {'; '.join(faults)}")
    return show(call, regulatory_review.submit(call, bundle))


@route(
    "DELETE",
    PRODUCT,
    _INSTANCE,
    assumed=("A bundle under review cannot be deleted: 22209; an approved one without numbers can.",),
)
def delete(call: Call, sid: str) -> None:
    """Delete a bundle that no number needs; what was in it stays in the account."""
    bundle = find(call, sid)
    if bundle.body["status"] in STAGES:
        regulatory_review.require_editable(bundle)
    number = call.store.find("incoming_phone_number", account_sid=bundle.account_sid, bundle_sid=bundle.sid)
    if number:
        raise TwilioError(21648, sid=bundle.sid, number=number.body["phone_number"])
    call.store.delete(bundle)


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a bundle as Twilio answers it."""
    address = BUNDLE.url(call, stored.sid)
    links = {name: f"{address}/{path}" for name, path in _LINKS.items()}
    return {**show_as_copy(call, stored), "url": address, "links": links}


def show_as_copy(_: Call, stored: Stored) -> dict[str, Any]:
    """Return a bundle as Twilio answers it where it is a copy."""
    ends = stored.body[VALID_UNTIL]
    answer = shown(stored, iso_8601)
    del answer["errors"]
    return {**answer, "account_sid": stored.account_sid, "valid_until": None if ends is None else iso_8601(ends)}


def _wanted(given: dict[str, Any]) -> Regulation:
    regulation_sid = given.get("regulation_sid")
    if regulation_sid is None and not (given.get("iso_country") and given.get("number_type")):
        raise TwilioError(22202)
    words = (given.get("iso_country", ""), given.get("number_type", ""), given.get("end_user_type", "business"))
    found = REGULATIONS.get(regulation_sid) if regulation_sid else find_regulation(*words)
    if found is None:
        raise TwilioError(22200, found=regulation_sid or ", ".join(words))
    return found


def _valid_until(call: Call) -> Between | None:
    """Return the range in which approvals must end; None for any, and for none."""
    fields = dict.fromkeys(("ValidUntilDate", "ValidUntilDate<", "ValidUntilDate>"), _moment)
    given = call.read_query(fields)
    exactly = given.get("valid_until_date")
    lowest = given.get("valid_until_date>", exactly)
    highest = given.get("valid_until_date<", exactly)
    if lowest is None and highest is None:
        return Between(0, math.inf) if call.read_query(_HAS_END).get("has_valid_until_date") else None
    return Between(0 if lowest is None else lowest, math.inf if highest is None else highest)


def _sorted(call: Call, bundles: list[Stored]) -> list[Stored]:
    """Return bundles as SortBy and SortDirection say, what has no end last; newest first without."""
    given = call.read_query({"SortBy": choice("valid-until", "date-updated"), "SortDirection": choice("ASC", "DESC")})
    if "sort_by" not in given:
        return bundles
    is_reverse = given.get("sort_direction", "DESC") == "DESC"
    if given["sort_by"] == "date-updated":
        return sorted(bundles, key=lambda each: each.updated, reverse=is_reverse)
    endless = [each for each in bundles if each.body[VALID_UNTIL] is None]
    ending = [each for each in bundles if each.body[VALID_UNTIL] is not None]
    return sorted(ending, key=lambda each: float(each.body[VALID_UNTIL]), reverse=is_reverse) + endless

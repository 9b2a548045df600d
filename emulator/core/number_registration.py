"""The registration of a service's numbers with the service's campaign, by the carriers.

It begins when the campaign is verified or a number is added to its service, and again when a number was removed and is
added again. Twilio has no read of it. Events report it
(https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/event-streams-setup), and a message from a number that is
not registered is undelivered: with 30034, or with 30035 while the registration is pending. Its pace, and how it ends,
are those of the kind `service_phone_number`. Toll-free numbers are not registered: they need no campaign.
"""

import uuid
from typing import Any

from emulator.core import event_streams, numbering_plan, reviews
from emulator.core.call import Call, fixed_sid
from emulator.core.store import Settings, Stored, Transaction

KIND = "service_phone_number"
STATE = "_registration"
"""Body property of a number in a service; databases made before it have none, and its number counts as registered."""

UNREGISTERED = "unregistered"
PENDING = "pending_registration"
REGISTERED = "registered"
FAILED = "failure"

UNDELIVERED = {UNREGISTERED: 30034, PENDING: 30035, FAILED: 30034}
"""The delivery error of a message from a number in this state."""

DEFAULT_FAILURE = 30126

_TYPES = "com.twilio.messaging.compliance.number-"
_SCHEMA = "A2P.Number"
_CAMPAIGN = "us_app_to_person"
_SOLE_PROPRIETOR = "SOLE_PROPRIETOR"


def campaign_event_sid(service_sid: str) -> str:
    """Return the SID that events name a service's campaign by; calls name every campaign by the same SID."""
    return fixed_sid("CM", service_sid)


def advance(call: Call, member: Stored) -> Stored:
    """Count this read of a number in a service; begin its registration if that is due, and return it as it is now."""
    campaign = call.store.find(_CAMPAIGN, parent_sid=member.parent_sid)
    if campaign is None or campaign.body["mock"] or numbering_plan.is_toll_free(member.body["phone_number"]):
        return member
    if member.body.get(STATE) == UNREGISTERED and campaign.body["campaign_status"] == "VERIFIED":
        member = call.update(member, {STATE: PENDING, **reviews.begin(call.now)})
        _publish(call.store, call.settings, member, "registration", "pending", call.now)
    if member.body.get(STATE) != PENDING:
        return member
    service = call.store.find("messaging_service", sid=member.parent_sid)
    names = {member.body["phone_number"], member.parent_sid}
    if service:
        names.add(service.body["friendly_name"])
    _, verdict, member = reviews.advance_review(call, member, 1, names)
    if verdict is None:
        return member
    refused = verdict.outcome == "reject" or not _has_room(call, member, campaign)
    member = call.update(member, {STATE: FAILED if refused else REGISTERED})
    code = (verdict.codes or (DEFAULT_FAILURE,))[0] if refused else None
    outcome = "failed" if refused else "successful"
    _publish(call.store, call.settings, member, "registration", outcome, call.now, code)
    return member


def advance_all(call: Call, service_sid: str) -> None:
    """Do the same for all numbers of a service, the one that was added first first."""
    for member in reversed(call.store.select(KIND, parent_sid=service_sid)):
        advance(call, member)


def end(call: Call, member: Stored) -> Stored:
    """End a number's registration, as its removal or the end of the campaign does."""
    if member.body.get(STATE, REGISTERED) not in {PENDING, REGISTERED}:
        return member
    if STATE not in member.body and call.store.find(_CAMPAIGN, parent_sid=member.parent_sid) is None:
        return member
    member = call.update(member, {STATE: UNREGISTERED, reviews.UNDER_REVIEW: False})
    _publish(call.store, call.settings, member, "deregistration", "pending", call.now)
    _publish(call.store, call.settings, member, "deregistration", "successful", call.now)
    return member


def end_all(call: Call, service_sid: str) -> None:
    """End the registration of all numbers of a service."""
    for member in reversed(call.store.select(KIND, parent_sid=service_sid)):
        end(call, member)


def remove(call: Call, member: Stored) -> None:
    """Remove a number from its service."""
    call.store.delete(end(call, member))


def _has_room(call: Call, member: Stored, campaign: Stored) -> bool:
    """Return whether a campaign may have this number: a sole proprietor's has the first one only."""
    if campaign.body["us_app_to_person_usecase"] != _SOLE_PROPRIETOR:
        return True
    return first_local(call, member.parent_sid) == member.sid


def first_local(call: Call, service_sid: str) -> str:
    """Return the SID of the number that was added to a service first, toll-free numbers aside."""
    members = call.store.select(KIND, parent_sid=service_sid)
    return [each.sid for each in members if not numbering_plan.is_toll_free(each.body["phone_number"])][-1]


_STATUSES = {
    ("registration", "pending"): PENDING,
    ("registration", "successful"): REGISTERED,
    ("registration", "failed"): FAILED,
    ("deregistration", "pending"): "pending_deregistration",
    ("deregistration", "successful"): UNREGISTERED,
}


def _publish(  # noqa: PLR0913, PLR0917 - these are an event's parts
    store: Transaction,
    settings: Settings,
    member: Stored,
    change: str,
    outcome: str,
    moment: float,
    code: int | None = None,
) -> None:
    gone = (change, outcome) == ("deregistration", "successful")
    data: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "phonenumber": member.body["phone_number"],
        "phonenumbersid": member.sid,
        "accountsid": member.account_sid,
        "campaignsid": None if gone else campaign_event_sid(member.parent_sid),
        "messagingservicesid": member.parent_sid,
        "externalstatus": _STATUSES[change, outcome],
        "failurereason": f"https://www.twilio.com/docs/api/errors/{code}" if code else None,
        "timestamp": event_streams.milliseconds(moment),
        "updateddate": event_streams.milliseconds(moment),
    }
    event = event_streams.Event(
        f"{_TYPES}{change}.{outcome}",
        f"{_SCHEMA}{change.title()}{outcome.title()}",
        member.account_sid,
        f"/v1/Services/{member.parent_sid}/PhoneNumbers/{member.sid}",
        moment,
        data,
        {"messagingservicesid": 2},
    )
    event_streams.publish(store, settings, event)

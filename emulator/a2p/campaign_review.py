"""A campaign's review, what it allows to be sent, and its end.

Statuses: https://www.twilio.com/docs/messaging/api/usapptoperson-resource. The pace is that of the kind
`us_app_to_person`. All campaigns have the same SID, so what is paid for one is in the ledger under its service's.
"""

import secrets
from typing import Any

from emulator.a2p import brand_review, campaign_events, rejections
from emulator.a2p.brand_review import CAMPAIGN as KIND
from emulator.core import ledger, number_registration, numbering_plan, reviews
from emulator.core.call import Call
from emulator.core.store import Stored, Transaction

REQUIRED = "require_campaign"
"""The setting that says whether messages need a verified campaign."""

STATUSES = ("PENDING", "IN_PROGRESS", "VERIFIED", "FAILED", "SUSPENDED")

_STAGES = STATUSES[:2]
_UNDELIVERED = {"SUSPENDED": 30033, "PENDING": 30035, "IN_PROGRESS": 30035}
_UNREGISTERED = 30034
_FAST = {"att": {"mps": 75, "msg_class": "A"}, "tmobile": {"brand_tier": "TOP"}}
_SLOW = {"att": {"mps": 4, "msg_class": "F"}, "tmobile": {"brand_tier": "LOW"}}


def begin(now: float) -> dict[str, Any]:
    """Return the body properties with which a campaign's review begins, or begins again."""
    return {"campaign_status": _STAGES[0], "errors": [], **reviews.begin(now)}


def advance_review(call: Call, campaign: Stored, brand: Stored | None = None) -> Stored:
    """Count this read of a campaign and return it as it is now; its review waits for that of its brand.

    Args:
        call: The call that reads.
        campaign: The campaign.
        brand: Its brand, if the call has read that already.
    """
    if not campaign.body[reviews.UNDER_REVIEW] or campaign.body["campaign_status"] == "SUSPENDED":
        return campaign
    if brand is None:
        brand = brand_review.advance_review(call, call.find(brand_review.KIND, campaign.body["brand_registration_sid"]))
    if brand.body["status"] == "FAILED":
        return _failed(call, campaign, {**_failure((30894,)), reviews.UNDER_REVIEW: False})
    if brand.body["status"] != "APPROVED":
        return campaign
    service = call.find("messaging_service", campaign.parent_sid)
    names = {service.sid, service.body["friendly_name"], brand.sid}
    stage, verdict, campaign = reviews.advance_review(call, campaign, len(_STAGES), names)
    changes: dict[str, Any] = {"campaign_status": _STAGES[stage]}
    if verdict:
        changes = _failure(verdict.codes or (30896,)) if verdict.outcome == "reject" else _success(campaign, brand)
    if stage and not campaign.body["campaign_id"]:
        changes["campaign_id"] = "C" + secrets.token_hex(3).upper()
    if changes["campaign_status"] == "FAILED":
        return _failed(call, campaign, changes)
    campaign = campaign if changes.items() <= campaign.body.items() else call.update(campaign, changes)
    if verdict:
        campaign_events.publish(call.store, call.settings, campaign, "approved", call.now)
        number_registration.advance_all(call, campaign.parent_sid)
    return campaign


def _failed(call: Call, campaign: Stored, changes: dict[str, Any]) -> Stored:
    campaign = call.update(campaign, changes)
    campaign_events.publish(call.store, call.settings, campaign, "failure", call.now)
    return campaign


def obstacle(call: Call, number: str, recipient: str) -> int | None:
    """Return the delivery error of a message that lacks a campaign; None if it can be delivered.

    Messages to the US need one: https://www.twilio.com/docs/api/errors/30034; none do after
    `Control.require_campaign(False)`.
    """
    if not call.settings.get(REQUIRED, True) or numbering_plan.region(recipient) != "US":
        return None
    member = call.store.find("service_phone_number", phone_number=number)
    campaign = call.store.find(KIND, parent_sid=member.parent_sid) if member else None
    if member is None or campaign is None:
        return _UNREGISTERED
    brand = brand_review.advance_review(call, call.find(brand_review.KIND, campaign.body["brand_registration_sid"]))
    campaign = advance_review(call, campaign, brand)
    status = campaign.body["campaign_status"]
    if status == "VERIFIED" and brand.body["status"] != "APPROVED":
        status = brand.body["status"]
    if status != "VERIFIED":
        return _UNDELIVERED.get(status, _UNREGISTERED)
    alone = campaign.body["us_app_to_person_usecase"] == "SOLE_PROPRIETOR"
    first = number_registration.first_local(call, member.parent_sid)
    if campaign.body["mock"] or (alone and member.sid != first):
        return _UNREGISTERED
    member = number_registration.advance(call, member)
    return number_registration.UNDELIVERED.get(member.body.get(number_registration.STATE, ""))


def set_status(store: Transaction, service_sid: str, status: str, now: float) -> None:
    """Set the status of a service's campaign, as only Twilio and the carriers can.

    Raises:
        ValueError: When the service has no campaign, or there is no such status.
    """
    campaign = store.find(KIND, parent_sid=service_sid)
    if campaign is None or status not in STATUSES:
        allowed = ", ".join(STATUSES)
        what = f"{service_sid!r} is no service with a campaign" if campaign is None else f"{status!r} is no status"
        raise ValueError(f"{what}: name the SID of a messaging service with a campaign, and one of {allowed}")
    before = campaign.body["campaign_status"]
    changes: dict[str, Any] = {"campaign_status": status, "_before_suspension": before, reviews.UNDER_REVIEW: False}
    if status == "FAILED":
        changes |= _failure((30896,))
    campaign = store.update(campaign, changes, now=now)
    reported = {"VERIFIED": "approved", "FAILED": "failure"}.get(status)
    if reported and before != "SUSPENDED":
        campaign_events.publish(store, store.settings(), campaign, reported, now)


def end(call: Call, campaign: Stored) -> None:
    """End a campaign: it costs nothing more, and nothing can be sent through it."""
    number_registration.end_all(call, campaign.parent_sid)
    campaign_events.publish(call.store, call.settings, campaign, "deleted", call.now)
    call.store.delete(campaign)
    ledger.close_entry(call, campaign.parent_sid)


def end_all(call: Call, **where: Any) -> None:
    """End every campaign of the acting account that fits; arguments as for `Transaction.select`."""
    for campaign in call.store.select(KIND, account_sid=call.account.sid, **where):
        end(call, campaign)


def _success(campaign: Stored, brand: Stored) -> dict[str, Any]:
    slow = campaign.body["us_app_to_person_usecase"] == "LOW_VOLUME" or not brand.body["brand_score"]
    return {"campaign_status": "VERIFIED", "rate_limits": _SLOW if slow else _FAST}


def _failure(codes: tuple[int, ...]) -> dict[str, Any]:
    return {"campaign_status": "FAILED", "errors": rejections.errors(rejections.CAMPAIGN, codes)}

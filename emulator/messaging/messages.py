"""Messages: https://www.twilio.com/docs/messaging/api/message-resource.

A message is created through a messaging service, which chooses the sender, or from one of the account's numbers
(`message_parties`). Its delivery is in `message_delivery`.
"""

import re
from datetime import UTC, datetime
from typing import Any

from emulator.a2p import campaign_review
from emulator.core import json_text, numbering_plan, progress
from emulator.core.answers import rfc_2822, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page
from emulator.core.parameters import boolean, choice, text, url, whole
from emulator.core.routes import route
from emulator.core.store import Between, Stored
from emulator.messaging import message_delivery, message_parties, opt_outs, segments
from emulator.messaging.message_delivery import KIND
from emulator.toll_free import verification_review

BODY_LIMIT = 1600
"""Characters a body may have: https://www.twilio.com/docs/api/errors/21617."""

SCHEDULE_SECONDS = (900, 35 * 86400)
"""How far ahead a message may be scheduled: https://www.twilio.com/docs/messaging/features/message-scheduling."""

_LIST = "/2010-04-01/Accounts/<account_sid>/Messages.json"
_INSTANCE = "/2010-04-01/Accounts/<account_sid>/Messages/<sid>.json"
_FIELDS = {
    "StatusCallback": url,
    "ContentSid": text(34),
    "ScheduleType": choice("fixed"),
    "ValidityPeriod": whole(1, 36000),
    "SmartEncoded": boolean,
    "ProvideFeedback": boolean,
    "ShortenUrls": boolean,
    "RiskCheck": choice("enable", "disable"),
}
_PLACEHOLDER = re.compile(r"\{\{\s*(\w*)\s*\}\}")
_END_OF_TIME = 1e11


@route(
    "POST",
    "api",
    _LIST,
    status=201,
    assumed=(
        "A recipient +1 500 55x xxxx ends with the delivery error its last five digits are, such as +15005530003.",
        "Such a message is failed after 21610, 30001, 30002, 30036, 30037, else undelivered; all others are delivered.",
        "A US message from a number without a verified campaign is sent, and undelivered with 30034.",
        "While its campaign is under review that is 30035, while it is suspended 30033.",
        "A message from a toll-free number needs no campaign; without an approved verification it ends with 30032.",
        "A service spreads recipients over its numbers; with StickySender a recipient keeps the last one.",
        "With AreaCodeGeomatch numbers of the recipient's area code come first.",
        "A suspended account is answered with 20005; a From that is the account's but not in the service with 21606.",
        "To is a number that a numbering plan has (21211); whether anybody has it is not known.",
        "A service sends from its name for the recipient's country where it has one, then from the one for all.",
        "A name cannot write to the US or Canada: 21612, and 21703 for a service without numbers.",
        "A message to another country costs what one to the US does.",
        "Media are refused with 20001: the local Twilio sends text.",
        "The body of a ContentSid takes precedence over Body; only templates with twilio/text are valid.",
        "Any SendAt that is no time from 15 minutes to 35 days ahead is answered with 35117.",
        "Twilio's page about 35117 has 5 minutes; the one about scheduling and that of 35114 have 15, the safe value.",
        "A person's opt-out is for the whole service, and for the number alone where that is in none: 21610.",
        "A scheduled message to a person who has opted out since is failed with 21610 when its time comes.",
        "Callbacks go to the address known when the message was created.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Send a message, now or at a time to come."""
    if call.account.body["status"] != "active":
        raise TwilioError(20005, sid=call.account.sid)
    given = call.read(_FIELDS)
    parties = message_parties.read(call)
    service = parties.service
    scope = service.sid if service else opt_outs.scope(call.store, call.account.sid, parties.sender)
    opt_outs.require_opted_in(call.store, parties.recipient, scope)
    body = _body(call, given.get("content_sid"))
    began = _begins(call, given, service)
    scheduled = began > call.now
    status = "scheduled" if scheduled else "accepted" if service else "queued"
    stored = call.create(
        KIND,
        "SM",
        {
            "body": body,
            "num_segments": "0" if service else str(segments.count(body)),
            "direction": "outbound-api",
            "from": None if service else parties.sender,
            "to": parties.recipient,
            "price": None,
            "price_unit": "USD",
            "error_code": None,
            "error_message": None,
            "num_media": "0",
            "status": status,
            "messaging_service_sid": service.sid if service else None,
            "api_version": "2010-04-01",
            "_sender": parties.sender,
            "_segments": segments.count(body),
            "_sent": None,
            "_outcome": message_delivery.asked_for(parties.recipient)
            or _obstacle(call, parties.sender, parties.recipient),
            "_status_callback": given.get("status_callback") or (service.body["status_callback"] if service else None),
            **progress.begin(began),
        },
    )
    message_delivery.begin(call.store, stored)
    message_delivery.move_on(call.store, call.settings, call.now)
    return show(call, stored)


@route(
    "GET",
    "api",
    _LIST,
    assumed=(
        "A received message is in the list unless its service has no webhook: Twilio drops it then.",
        "STOP, START and HELP are answered with Twilio's default texts, a second STOP is not; answers are no messages.",
        "DateSent, DateSent< and DateSent> take dates, of which they include the whole day, and times.",
    ),
)
def list_all(call: Call) -> dict[str, Any]:
    """List messages, by recipient, sender and when they were sent."""
    where = call.read_query({"To": text(40), "From": text(40)})
    return page(call, "messages", KIND, _advanced, _sent=_dates(call), **where)


@route("GET", "api", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a message with its status now."""
    return _advanced(call, call.find(KIND, sid))


@route("POST", "api", _INSTANCE, assumed=("A message on its way cannot be redacted (20009).",))
def update(call: Call, sid: str) -> dict[str, Any]:
    """Redact a message that has arrived by an empty Body, or cancel one that is still scheduled."""
    stored = call.find(KIND, sid)
    given = call.read({"Body": text(0), "Status": choice("canceled")})
    if "status" in given:
        if stored.body["status"] != "scheduled":
            raise TwilioError(30409, sid=sid, status=stored.body["status"])
        stored = message_delivery.enter(call.store, call.settings, stored, "canceled", call.now)
        message_delivery.arrive(call.store, stored)
    if "body" in given:
        _require_arrived(call, stored)
        stored = call.update(stored, {"body": ""})
    return show(call, stored)


@route("DELETE", "api", _INSTANCE, assumed=("A message on its way cannot be deleted (20009).",))
def delete(call: Call, sid: str) -> None:
    """Delete a message that has arrived; what it counted stays counted."""
    stored = call.find(KIND, sid)
    _require_arrived(call, stored)
    call.store.delete(stored)


def show(_: Call, stored: Stored) -> dict[str, Any]:
    """Return a message as Twilio answers it."""
    uri = f"/2010-04-01/Accounts/{stored.account_sid}/Messages/{stored.sid}"
    sent = stored.body["_sent"]
    return {
        **shown(stored, rfc_2822),
        "account_sid": stored.account_sid,
        "date_sent": None if sent is None else rfc_2822(sent),
        "uri": f"{uri}.json",
        "subresource_uris": {},
    }


def _advanced(call: Call, stored: Stored) -> dict[str, Any]:
    return show(call, message_delivery.advance_delivery(call.store, call.settings, stored, call.now))


def _require_arrived(call: Call, stored: Stored) -> None:
    if message_delivery.is_underway(call.store, stored):
        raise TwilioError(20009, sid=stored.sid)


def _obstacle(call: Call, sender: str, recipient: str) -> int | None:
    """Return the delivery error of a message whose sender is not registered; None if it can be delivered."""
    if numbering_plan.is_toll_free(sender):
        return verification_review.obstacle(call, sender)
    return campaign_review.obstacle(call, sender, recipient)


def _body(call: Call, content_sid: str | None) -> str:
    form = call.request.form
    if "MediaUrl" in form:
        raise invalid("MediaUrl", form["MediaUrl"], "no media: the local Twilio sends text")
    if form.get("ContentVariables") and not content_sid:
        raise TwilioError(21654)
    body = _rendered(call, content_sid) if content_sid else form.get("Body", "")
    if not body:
        raise TwilioError(21619)
    if len(body) > BODY_LIMIT:
        raise TwilioError(21617, length=len(body), limit=BODY_LIMIT)
    return body


def _rendered(call: Call, content_sid: str) -> str:
    """Return the text of a content template with the variables given, the template's own where one is not."""
    template = call.store.find("content", sid=content_sid, account_sid=call.account.sid)
    if template is None or "twilio/text" not in template.body["types"]:
        raise TwilioError(21655, sid=content_sid)
    try:
        given = json_text.read(call.request.form.get("ContentVariables") or "{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise TwilioError(21656, reason="expected a JSON object")
    variables = {**(template.body["variables"] or {}), **given}

    def value(placeholder: re.Match[str]) -> str:
        found = variables.get(placeholder[1])
        if not isinstance(found, str) or not found:
            raise TwilioError(21656, reason=f"{placeholder[0]} needs a value that is text and not empty")
        return found

    return _PLACEHOLDER.sub(value, template.body["types"]["twilio/text"]["body"])


def _begins(call: Call, given: dict[str, Any], service: Stored | None) -> float:
    """Return when the message sets out: now, or when it is scheduled."""
    if "schedule_type" not in given:
        return call.now
    if service is None:
        raise TwilioError(35118)
    found = call.request.form.get("SendAt")
    if not found:
        raise TwilioError(35111)
    minimum, maximum = SCHEDULE_SECONDS
    send_at = _moment(found)
    if send_at is None or not minimum <= send_at.timestamp() - call.now <= maximum:
        raise TwilioError(35117, found=found, minimum=minimum, maximum=maximum)
    return send_at.timestamp()


def _dates(call: Call) -> Between | None:
    """Return the moments between which messages are to have been sent; None when it does not matter."""
    query = call.request.args
    lowest, highest = 0.0, _END_OF_TIME
    for name in ("DateSent", "DateSent<", "DateSent>"):
        found = query.get(name)
        if not found:
            continue
        moment = _moment(found)
        if moment is None:
            raise invalid(name, found, "a date such as 2026-11-24, or a time such as 2026-11-24T08:00:00Z")
        whole_day = name == "DateSent" or len(found) == len("2026-11-24")
        first = moment.replace(hour=0, minute=0, second=0, microsecond=0) if whole_day else moment
        last = moment.replace(hour=23, minute=59, second=59, microsecond=999_999) if whole_day else moment
        lowest = max(lowest, first.timestamp()) if name != "DateSent<" else lowest
        highest = min(highest, last.timestamp()) if name != "DateSent>" else highest
    return Between(lowest, highest) if query.keys() & {"DateSent", "DateSent<", "DateSent>"} else None


def _moment(found: str) -> datetime | None:
    """Read a date or time as ISO 8601 writes it, in GMT where it does not say."""
    try:
        moment = datetime.fromisoformat(found)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

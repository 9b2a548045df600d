"""Messages that people send to an account's numbers: the webhook that reports them, and Twilio's own answers.

See https://www.twilio.com/docs/messaging/guides/webhook-request. What the webhook is answered with is in
`inbound_replies`.
"""

import re
from typing import Any

from emulator.accounts import trigger_firing, usage
from emulator.core import progress, webhooks
from emulator.core.call import new_sid
from emulator.core.numbering_plan import region
from emulator.core.store import Settings, Stored, Transaction
from emulator.messaging import message_delivery, message_events, opt_outs, segments

BODY_LIMIT = 1600

_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_E_164 = re.compile(r"\+[1-9]\d{6,14}")


def receive(  # noqa: PLR0913, PLR0917 - these are what a message is
    store: Transaction, settings: Settings, sender: str, recipient: str, body: str, now: float
) -> dict[str, Any]:
    """Receive a message.

    Args:
        store: The database.
        settings: The settings.
        sender: The person's number, in E.164.
        recipient: A number of one of the accounts, in E.164.
        body: The text.
        now: The time, in seconds since 1970.

    Returns:
        `sid`: the message, None if Twilio drops it because its service has no webhook. `keyword`: what it asks for.
        `answer`: what Twilio itself answers. The last two may be None.

    Raises:
        ValueError: When a number is not valid, or nobody receives messages at it.
    """
    number = _receiver(store, recipient)
    if not _E_164.fullmatch(sender) or region(sender) is None or sender == recipient:
        raise ValueError(f"sender is another number in E.164 form, such as +14155550188; got {sender[:40]!r}")
    if not 0 < len(body) <= BODY_LIMIT or _NOT_TEXT.search(body):
        raise ValueError(f"body has 1 to {BODY_LIMIT} characters, no NUL and no half of one; got {len(body)}")
    member = store.find("service_phone_number", sid=number.sid)
    service = store.find("messaging_service", sid=member.parent_sid) if member else None
    message = _stored(store, number, service, sender, body, now)
    keyword = opt_outs.keyword_of(body)
    scope_sid = service.sid if service else number.sid
    answer = opt_outs.remember(store, message, scope_sid, keyword) if keyword else None
    found = {"sid": message.sid, "keyword": keyword, "answer": answer}
    if service and not service.body["inbound_request_url"] and not service.body["use_inbound_webhook_on_number"]:
        store.delete(message)
        return {**found, "sid": None}
    usage.count(store, message.account_sid, usage.RECEIVED, usage.gmt_day(now), segments.count(body))
    account = store.find("account", sid=message.account_sid)
    if account:
        trigger_firing.fire(store, settings, account, now)
    message_events.publish_received(store, settings, message)
    url, method = _webhook(number, service, "")
    if url:
        _notify(store, settings, message, url, method, now)
    return found


def fall_back(store: Transaction, settings: Settings, message: Stored, failed: webhooks.Webhook, code: int) -> None:
    """Call the fallback address after a webhook about a received message failed with an error, if it was not that."""
    number = store.find("incoming_phone_number", phone_number=message.body["to"], account_sid=message.account_sid)
    member = store.find("service_phone_number", sid=number.sid) if number else None
    service = store.find("messaging_service", sid=member.parent_sid) if member else None
    url, method = _webhook(number, service, "fallback_") if number else (None, "POST")
    if url and "ErrorCode" not in failed.parameters:
        more = {"ErrorCode": str(code), "ErrorUrl": failed.url}
        _notify(store, settings, message, url, method, failed.time, more)


def _receiver(store: Transaction, recipient: str) -> Stored:
    number = store.find("incoming_phone_number", phone_number=recipient)
    if number is None:
        raise ValueError(f"recipient is a number that an account has, such as +14155550100; got {recipient[:40]!r}")
    account = store.find("account", sid=number.account_sid)
    if account is None or account.body["status"] != "active":
        raise ValueError(
            f"the account {number.account_sid} of {recipient} is not active: Twilio receives nothing for it"
        )
    return number


def _stored(  # noqa: PLR0913, PLR0917 - these are a message's parts
    store: Transaction, number: Stored, service: Stored | None, sender: str, body: str, now: float
) -> Stored:
    count = segments.count(body)
    return store.insert(
        message_delivery.KIND,
        new_sid("SM"),
        {
            "body": body,
            "num_segments": str(count),
            "direction": "inbound",
            "from": sender,
            "to": number.body["phone_number"],
            "price": f"-{usage.price(usage.RECEIVED, count):.5f}",
            "price_unit": "USD",
            "error_code": None,
            "error_message": None,
            "num_media": "0",
            "status": "received",
            "messaging_service_sid": service.sid if service else None,
            "api_version": "2010-04-01",
            "_sender": sender,
            "_segments": count,
            "_sent": now,
            "_outcome": None,
            "_status_callback": None,
            message_delivery.STEPS: [["received", now]],
            **progress.begin(now),
        },
        account_sid=number.account_sid,
        now=now,
    )


def _webhook(number: Stored, service: Stored | None, which: str) -> tuple[str | None, str]:
    """Return the address and the method of the service's webhook, or of the number's; `which` may be `fallback_`."""
    if service and not service.body["use_inbound_webhook_on_number"]:
        names = ("fallback_url", "fallback_method") if which else ("inbound_request_url", "inbound_method")
        return service.body[names[0]], service.body[names[1]]
    return number.body[f"sms_{which}url"], number.body[f"sms_{which}method"]


def _notify(  # noqa: PLR0913, PLR0917 - these are a webhook's parts
    store: Transaction,
    settings: Settings,
    message: Stored,
    url: str,
    method: str,
    moment: float,
    more: dict[str, str] | None = None,
) -> None:
    body = message.body
    parameters = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsMessageSid": message.sid,
        "AccountSid": message.account_sid,
        "From": body["from"],
        "To": body["to"],
        "Body": body["body"],
        "NumMedia": "0",
        "NumSegments": body["num_segments"],
        "SmsStatus": "received",
        "ApiVersion": body["api_version"],
    }
    if body["messaging_service_sid"]:
        parameters["MessagingServiceSid"] = body["messaging_service_sid"]
    for name, phone_number in (("From", body["from"]), ("To", body["to"])):
        place = {"Country": region(phone_number) or "", "State": "", "City": "", "Zip": ""}
        parameters |= {name + part: value for part, value in place.items()}
    webhook = webhooks.Webhook(moment, message.account_sid, message.sid, method, url, parameters | (more or {}))
    webhooks.record(store, settings, webhook)

"""The errors and warnings that Twilio logs for an account: Console's error logs, and the event that reports each.

See https://www.twilio.com/docs/events/event-types/errors/error-logs and, for the payload,
https://www.twilio.com/docs/usage/troubleshooting/debugging-event-webhooks.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from emulator.core import event_streams
from emulator.core.store import Settings, Transaction

KIND = "error_log"
TYPE = "com.twilio.error-logs.error.logged"
MESSAGING = "Programmable Messaging"
EVENT_STREAMS = "Event Streams"


@dataclass(frozen=True)
class LoggedError:
    """An error or a warning.

    Attributes:
        code: Twilio's code: https://www.twilio.com/docs/api/errors.
        message: What went wrong.
        resource_sid: What it went wrong with.
        service_sid: The messaging service of that, if it has one.
        product: The name of Twilio's product.
        level: `ERROR` or `WARNING`.
        webhook: The request and the answer, if a webhook failed.
    """

    code: int
    message: str
    resource_sid: str
    service_sid: str | None = None
    product: str = MESSAGING
    level: str = "ERROR"
    webhook: Mapping[str, Any] = field(default_factory=dict)


def log(store: Transaction, settings: Settings, account_sid: str, error: LoggedError, moment: float) -> None:
    """Log an error of an account at a moment, in seconds since 1970, and publish its event."""
    account = store.find("account", sid=account_sid)
    if account is None:
        return
    payload: dict[str, Any] = {
        "resource_sid": error.resource_sid,
        "service_sid": error.service_sid,
        "error_code": str(error.code),
        "more_info": {"Msg": error.message, "ErrorCode": str(error.code), "LogLevel": error.level},
    }
    if error.webhook:
        payload["webhook"] = error.webhook
    sid = "NO" + secrets.token_hex(16)
    data = {
        "sid": sid,
        "account_sid": account_sid,
        "date_created": event_streams.iso_8601(moment),
        "level": error.level,
        "master_account_sid": account.parent_sid,
        "request_sid": None,
        "service_sid": error.service_sid,
        "correlation_sid": error.resource_sid,
        "product_name": error.product,
        "error_code": str(error.code),
        "payload": json.dumps(payload),
    }
    store.insert(KIND, sid, data, account_sid=account_sid, now=moment)
    source = f"/2010-04-01/Accounts/{account_sid}/Notifications/{sid}.json"
    event = event_streams.Event(TYPE, "ErrorLogs.Error", account_sid, source, moment, data)
    event_streams.publish(store, settings, event)

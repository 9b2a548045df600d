"""Scheduled messages: when one may be sent, and how it is canceled.

See https://www.twilio.com/docs/messaging/features/message-scheduling.
"""

import datetime as dt
from typing import Any

from owl.failure import Failure
from owl.stacks.outputs import DeployedStack
from providers.core.errors import AnswerLost, explain, is_gone

EARLIEST, LATEST = dt.timedelta(minutes=15), dt.timedelta(days=35)
"""How far ahead a message is scheduled: https://www.twilio.com/docs/api/errors/35114."""


def require_schedulable(send_at: dt.datetime, now: dt.datetime) -> None:
    """Check that Twilio schedules a message for a moment.

    Raises:
        Failure: It is too early or too late. The message says what is allowed.
    """
    if EARLIEST <= send_at - now <= LATEST:
        return
    first, last = (
        (now + ahead).astimezone(send_at.tzinfo).isoformat(timespec="minutes") for ahead in (EARLIEST, LATEST)
    )
    raise Failure(
        f"--at {send_at.isoformat(timespec='minutes')}: Twilio schedules messages from 15 minutes to 35 days ahead. "
        f"Write a time after {first} and before {last}"
    )


def cancel_message(stack: DeployedStack, tenant_id: str, message_sid: str) -> Any:
    """Cancel a tenant's scheduled message, and return Twilio's message. A canceled one stays canceled.

    Raises:
        Failure: It is not scheduled any more, there is no such message, or Twilio gives no answer.
    """
    sender, twilio = stack.tenant(tenant_id), stack.connect()
    client = twilio.with_key(sender.api_key_sid, sender.api_key_secret, sender.account_sid)
    no_such = f"{tenant_id} has no message {message_sid}"
    try:
        message = client.messages(message_sid).fetch()
        is_own = message.messaging_service_sid == sender.messaging_service_sid  # tenants may share an account
        if is_own and message.status == "scheduled":
            message = message.update(status="canceled")
    except AnswerLost:
        raise Failure(
            f"no answer from Twilio: it is not known whether {message_sid} was canceled. Run it again"
        ) from None
    except Exception as error:  # noqa: BLE001 - whatever it is, it must be redacted before it is printed
        raise Failure(no_such if is_gone(error) else twilio.redact(explain(error))) from None
    if not is_own:
        raise Failure(no_such)
    if message.status != "canceled":
        raise Failure(f"{message_sid} can't be canceled: it is {message.status}, and only scheduled messages can be")
    return message

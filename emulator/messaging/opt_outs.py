"""Who has opted out of a sender's messages: Twilio's default handling of keywords.

See https://help.twilio.com/articles/223134027 and https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out. An
opt-out applies to all numbers of a messaging service, and to the number alone where that is in no service.
"""

from enum import StrEnum
from typing import Any

from emulator.core.errors import TwilioError
from emulator.core.store import Stored, Transaction

KIND = "opt_out"


class Keyword(StrEnum):
    """What a person asks for."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


KEYWORDS = {
    Keyword.STOP: ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"),
    Keyword.START: ("START", "YES", "UNSTOP"),
    Keyword.HELP: ("HELP", "INFO"),
}
"""The words that ask for each. They count alone only, in upper or lower case."""

REPLIES = {
    Keyword.STOP: (
        "You have successfully been unsubscribed. You will not receive any more messages from this number. "
        "Reply START to resubscribe."
    ),
    Keyword.START: (
        "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
        "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
    ),
    Keyword.HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}
"""What Twilio answers; it costs nothing, and is no message of the account's."""


def keyword_of(body: str) -> Keyword | None:
    """Return what a message asks for; None if it is any other text."""
    word = body.strip().upper()
    return next((keyword for keyword, words in KEYWORDS.items() if word in words), None)


def remember(store: Transaction, message: Stored, scope_sid: str, keyword: Keyword) -> str | None:
    """Remember what a received message asks for; return Twilio's answer, None if it gives none.

    Args:
        store: The database.
        message: The message.
        scope_sid: The service that received it, or the number where that is in no service.
        keyword: What it asks for.
    """
    if keyword is Keyword.HELP:
        return REPLIES[keyword]
    person, opts_out = message.body["from"], keyword is Keyword.STOP
    state = {"opted_out": opts_out, "keyword": message.body["body"].strip(), "message_sid": message.sid}
    is_known = opts_out and has_opted_out(store, person, scope_sid)
    note(store, person, scope_sid, state, account_sid=message.account_sid, now=message.created)
    return None if is_known else REPLIES[keyword]


def note(  # noqa: PLR0913 - these are an opt-out's parts
    store: Transaction, person: str, scope_sid: str, state: dict[str, Any], *, account_sid: str, now: float
) -> None:
    """Note that a person has opted out of a service's or number's messages, or in.

    Args:
        store: The database.
        person: The person's number.
        scope_sid: The service, or the number where that is in none.
        state: `opted_out`; the `keyword` and the `message_sid` that said so.
        account_sid: The account.
        now: The time, in seconds since 1970.
    """
    known = store.find(KIND, sid=person, parent_sid=scope_sid)
    if known:
        store.update(known, state, now=now)
    else:
        store.insert(KIND, person, state, account_sid=account_sid, now=now, parent_sid=scope_sid)


def require_opted_in(store: Transaction, person: str, scope_sid: str) -> None:
    """Refuse a message to a person who has opted out.

    Raises:
        TwilioError: 21610.
    """
    if has_opted_out(store, person, scope_sid):
        raise TwilioError(21610, number=person)


def has_opted_out(store: Transaction, person: str, scope_sid: str) -> bool:
    """Return whether a person has opted out of a service's messages, or of a number's that is in none."""
    known = store.find(KIND, sid=person, parent_sid=scope_sid)
    return known is not None and bool(known.body["opted_out"])


def scope(store: Transaction, account_sid: str, number: str) -> str:
    """Return the SID of the service that has a number, else the number's own: what an opt-out applies to."""
    member = store.find("service_phone_number", phone_number=number, account_sid=account_sid)
    if member:
        return member.parent_sid
    owned = store.find("incoming_phone_number", phone_number=number, account_sid=account_sid)
    return owned.sid if owned else number

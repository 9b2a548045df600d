"""Who must not be texted: opt-outs and later consents, kept forever.

Keywords: https://help.twilio.com/articles/223134027 and
https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from owl.receiver.recording import dialect_insert
from owl.receiver.tables import opt_outs

OPTED_OUT = 21610
"""The error of a message to somebody who has opted out (https://www.twilio.com/docs/api/errors/21610)."""


class Keyword(StrEnum):
    """What a customer asks for."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


_KEYWORDS = {
    Keyword.STOP: {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"},
    Keyword.START: {"START", "YES", "UNSTOP"},
    Keyword.HELP: {"HELP", "INFO"},
}
_OTHER_WORDS = re.compile(
    r"(?:please |pls )?(?:"
    r"(?:stop|unsubscribe|stopall|optout|opt out)(?: me)?(?: please| pls| now| thanks| thank you| all)?$|"
    r"stop (?:all |these |this |the |your |with |sending |me )*"
    r"(?:texts?|texting|messages?|messaging|sms|contacting|sending)\b|"
    r"(?:opt me out|unsubscribe me|remove me|take me off|take my number off)\b|"
    r"(?:do not|don t|dont|never|no more) (?:text|texts|message|messages|contact|sms)\b)"
)
_MOST_WORDS = 8


def keyword_of(body: str, opt_out_type: str | None = None) -> Keyword | None:
    """Return what an inbound message asks for; None if it is any other text.

    United States law lets a customer opt out in any reasonable way (47 CFR 64.1200(a)(10)), so a short message in other
    words counts too. Only a keyword alone opts in again.

    Args:
        body: Its text.
        opt_out_type: Twilio's own judgement, `OptOutType`, which is sent with advanced opt-out.
    """
    if opt_out_type in set(Keyword):
        return Keyword(opt_out_type)
    words = re.findall(r"[^\W_]+", body)
    alone = "".join(words).upper() if len(words) <= len(("OPT", "OUT")) else ""
    for keyword, spellings in _KEYWORDS.items():
        if alone in spellings and (len(words) == 1 or alone == "OPTOUT"):
            return keyword
    if len(words) <= _MOST_WORDS and _OTHER_WORDS.match(" ".join(words).lower()):
        return Keyword.STOP
    return None


@dataclass(frozen=True, slots=True)
class OptOut:
    """A customer has opted out of a tenant's messages, or in again.

    Attributes:
        tenant: The tenant's id.
        phone_number: The customer's number, in E.164, or its address on another channel, such as `whatsapp:+1...`: what
            is kept is the number, since an opt-out stops every channel.
        opted_out: Whether it opted out; False if it opted in again.
        reason: How it is known, such as `replied STOP` or `error 21610`.
        evidence_sid: The message that shows it.
        changed_at: When it was received.
    """

    tenant: str
    phone_number: str
    opted_out: bool
    reason: str
    evidence_sid: str
    changed_at: datetime


def note_opt_outs(transaction: Connection, changes: Sequence[OptOut]) -> None:
    """Keep opt-outs and consents, in this order. One that is known by its message is left alone."""
    if changes:
        statement = dialect_insert(transaction.dialect.name, opt_outs).on_conflict_do_nothing()
        rows = [{**asdict(each), "phone_number": number_of(each.phone_number)} for each in changes]
        transaction.execute(statement, rows)


def number_of(address: str) -> str:
    """Return the number of an address on another channel, such as `rcs:+14155550188`; any other address as it is."""
    channel, _, number = address.partition(":")
    return number if number.startswith("+") and channel.isalpha() else address


def opt_out_of(transaction: Connection, tenant: str, phone_number: str) -> OptOut | None:
    """Return the opt-out that applies to a tenant's customer; None if the customer may be texted."""
    wanted = select(*(opt_outs.c[name] for name in OptOut.__dataclass_fields__))
    wanted = wanted.where(opt_outs.c.tenant == tenant, opt_outs.c.phone_number == phone_number)
    latest = transaction.execute(wanted.order_by(opt_outs.c.id.desc()).limit(1)).mappings().first()
    return OptOut(**latest) if latest is not None and latest["opted_out"] else None

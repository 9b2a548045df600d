"""Pushes consents and opt-outs to Twilio's Consent API, each once unless it has changed.

Limits: https://www.twilio.com/docs/messaging/features/bulk-upsert-consents-api (read on 2026-11-29).
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine

from owl.consent.contacts import PlacedContact
from owl.consent.reported import ReportedConsent, Status, accepted_last, latest
from owl.receiver.database import reading
from owl.receiver.recording import dialect_insert
from owl.receiver.tables import consent_pushes
from providers.core.connection import Connection
from providers.core.errors import AccountGone, AccountSuspended, repeated

MOST_ITEMS = 25
"""Items of one call."""

CALLS_A_MINUTE = 100
"""Calls of an account in a minute; Twilio answers more with 429."""

NOT_ANSWERED = -1
"""The error code of an item that Twilio's answer leaves out."""


class Outcome(StrEnum):
    """What became of a contact's consent."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNCHANGED = "unchanged"
    """Twilio has accepted the same before."""

    LEFT_OUT = "left-out"
    TO_PUSH = "to-push"
    """It would be pushed without `--dry-run`."""


@dataclass(frozen=True)
class Sender:
    """What a tenant sends with.

    Attributes:
        account_sid: Its account.
        messaging_service_sid: Its messaging service.
        hears_opt_outs: Whether the receiver gets what its customers text.
        so_far: The tenants with whose messaging services it has sent, which are opted out of together.
    """

    account_sid: str
    messaging_service_sid: str
    hears_opt_outs: bool
    so_far: tuple[str, ...]


@dataclass(frozen=True)
class Pushed:
    """A contact, and what became of its consent.

    Attributes:
        of: The contact.
        outcome: What became of it.
        reason: Why it was left out or refused.
        consent: What Twilio is to know; None where that is nothing.
    """

    of: PlacedContact
    outcome: Outcome
    reason: str = ""
    consent: ReportedConsent | None = None


def plan(engine: Engine, contacts: Sequence[PlacedContact], senders: Mapping[str, Sender]) -> list[Pushed]:
    """Return what is to do for each contact: to push, unchanged, or left out.

    Args:
        engine: The receiver's database.
        contacts: The contacts.
        senders: What each tenant sends with. Contacts of other tenants are left out.
    """
    with reading(engine) as connection:
        planned = []
        for each in contacts:
            sender = senders.get(each.tenant_id)
            if sender is None:
                planned.append(
                    Pushed(each, Outcome.LEFT_OUT, "the tenant has no messaging service of its own in this stack")
                )
                continue
            service = sender.messaging_service_sid
            consent, reason = latest(connection, sender.so_far, each.tenant_id, each.contact, service)
            if consent and consent.status is Status.OPT_IN and not sender.hears_opt_outs:
                reason = (
                    "the receiver does not get the tenant's replies, so a STOP would not be known, and at Twilio an "
                    "opt-in overrides it: set messaging.inbound_request_url as docs/receiver.md says"
                )
            if consent is None or reason:
                planned.append(Pushed(each, Outcome.LEFT_OUT, reason))
            elif accepted_last(connection, service, consent.phone_number) == consent.correlation_id:
                planned.append(Pushed(each, Outcome.UNCHANGED, consent=consent))
            else:
                planned.append(Pushed(each, Outcome.TO_PUSH, consent=consent))
    return planned


def push(
    twilio: Connection, engine: Engine, planned: Sequence[Pushed], senders: Mapping[str, Sender]
) -> Iterator[Pushed]:
    """Push what is to be pushed, and yield each contact with what became of it.

    Each answer is kept before the next call, so that an interrupted run goes on where it ended. A STOP that
    arrives meanwhile must not be overridden: each call is planned again immediately before it, and what has changed
    during the call is pushed after it.

    Args:
        twilio: The connection.
        engine: The receiver's database.
        planned: What `plan` returned.
        senders: What each tenant sends with.

    Raises:
        Exception: Twilio could not be asked, or refused a whole call. Its message may contain the credentials.
    """
    yield from (each for each in planned if each.outcome is not Outcome.TO_PUSH)
    of_account: dict[str, list[PlacedContact]] = {}
    for each in planned:
        if each.outcome is Outcome.TO_PUSH:
            of_account.setdefault(senders[each.of.tenant_id].account_sid, []).append(each.of)
    for account_sid, own in of_account.items():
        try:
            client = twilio.account(account_sid)
        except (AccountGone, AccountSuspended) as error:  # the other accounts go on
            yield from (Pushed(each, Outcome.LEFT_OUT, str(error)) for each in own)
            continue
        create = _paced(twilio, client.accounts.v1.bulk_consents.create)
        for start in range(0, len(own), MOST_ITEMS):
            yield from _push_batch(twilio, engine, create, own[start : start + MOST_ITEMS], senders)


def _push_batch(
    twilio: Connection,
    engine: Engine,
    create: Callable[..., Any],
    batch: Sequence[PlacedContact],
    senders: Mapping[str, Sender],
) -> Iterator[Pushed]:
    for _ in ("what is planned", "what has changed meanwhile"):
        now_planned = plan(engine, batch, senders)
        yield from (each for each in now_planned if each.outcome is Outcome.LEFT_OUT)
        due = [each for each in now_planned if each.outcome is Outcome.TO_PUSH]
        answered = _call(create, due) if due else []
        _keep(engine, answered, twilio.now())
        yield from (each for each, _ in answered)
        batch = [each.of for each, _ in answered if each.outcome is Outcome.ACCEPTED]


def _paced(twilio: Connection, create: Callable[..., Any]) -> Callable[..., Any]:
    """Return a call that waits a minute after each hundred."""
    calls = 0

    def paced(items: list[dict[str, str]]) -> Any:
        nonlocal calls
        if calls and calls % CALLS_A_MINUTE == 0:
            twilio.wait(60)
        calls += 1
        return create(items)

    return paced


def _call(create: Callable[..., Any], batch: Sequence[Pushed]) -> list[tuple[Pushed, tuple[int, str]]]:
    """Make one call, and return each contact with the error code and messages of its item."""
    items = [each.consent.item() for each in batch if each.consent]
    answer = repeated(lambda: create(items))  # the same item again changes nothing
    found = {str(each.get("correlation_id")): each for each in answer.items or ()}
    answered = []
    for each in batch:
        item = found.get(each.consent.correlation_id if each.consent else "")
        code = int(item["error_code"]) if item else NOT_ANSWERED
        said = ", ".join(item["error_messages"]) if item else "Twilio's answer leaves it out"
        outcome = Outcome.REFUSED if code else Outcome.ACCEPTED
        reason = f"error {code}: {said} (https://www.twilio.com/docs/api/errors/{code})" if code > 0 else said
        answered.append((replace(each, outcome=outcome, reason=reason), (code, said)))
    return answered


def _keep(engine: Engine, answered: Sequence[tuple[Pushed, tuple[int, str]]], now: dt.datetime) -> None:
    rows = [
        {
            "correlation_id": each.consent.correlation_id,
            "tenant": each.of.tenant_id,
            "sender_id": each.consent.sender_id,
            "phone_number": each.consent.phone_number,
            "status": each.consent.status.value,
            "source": each.consent.source.value,
            "given_at": each.consent.given_at,
            "error_code": code,
            "error_messages": said,
            "pushed_at": now,
        }
        for each, (code, said) in answered
        if each.consent
    ]
    if not rows:
        return
    with engine.begin() as transaction:
        insert = dialect_insert(transaction.dialect.name, consent_pushes)
        changed = {name: insert.excluded[name] for name in ("error_code", "error_messages", "pushed_at")}
        transaction.execute(insert.on_conflict_do_update(index_elements=["correlation_id"], set_=changed), rows)

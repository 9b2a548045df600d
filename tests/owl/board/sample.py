"""A board of as many tenants as a test wants: copies of Owl Inc.'s, and a real receiver's database about them."""

import datetime as dt
import random
import zlib
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Engine

from finance import Billed, Charge, MonthUsage, differences, margin_of_tenant, month_as_it_was
from owl.board.asked import Account, Asked
from owl.board.board import Board
from owl.board.declared import Declared
from owl.board.package_changes import PackageChanges
from owl.board.received import ReceivedCounts
from owl.doctor.diagnosis import diagnose
from owl.doctor.facts import Deliveries, Fact, ReceivedFacts, StackFacts, TenantFacts, Trigger
from owl.receiver.database import open_database, reading
from owl.receiver.tables import alerts, events, inbound_messages, message_statuses, messages, opt_outs
from owl.reconciliation.month import Month
from owl.reconciliation.reconciliation import Reconciled, Reconciliation
from owl.registration.may_send import sending_status
from owl.registration.progress import ReviewStatus
from owl.stacks.receiver_database import ReceiverDatabase
from tenants.model import Tenant, Tenants
from tests.owl.doctor.healthy import HEALTHY, NOW, SENDING, STACK
from tests.owl_inc import owl_inc

REJECTED = ReviewStatus("campaign", "FAILED", "2026-11-20", ({"error_code": 30909, "fields": ["MESSAGE_FLOW"]},))
IN_REVIEW = ReviewStatus("campaign", "IN_PROGRESS", "2026-11-22", updated="2026-11-22T00:00:00+00:00")
OUTCOMES = (("delivered", None), ("undelivered", 30003), ("undelivered", 30007), ("sent", None))


def copies(count: int, names: tuple[str, ...] = ()) -> Tenants:
    """Return Owl Inc.'s files with this many tenants.

    Args:
        count: How many.
        names: The display names of the first of them.
    """
    known = owl_inc()
    originals = list(known)
    by_id: dict[str, Tenant] = {}
    positions = dict(known.positions)
    for number in range(count):
        original = originals[number % len(originals)]
        tenant_id = original.id if number < len(originals) else f"{original.id}-{number}"
        name = original.name if number < len(originals) else f"{original.name} {number}"
        name = names[number] if number < len(names) else name
        by_id[tenant_id] = original.model_copy(update={"id": tenant_id, "name": name})
        positions[tenant_id] = known.positions[original.id]
    return replace(known, by_id=by_id, positions=positions)


def asked_about(tenants: Tenants) -> Asked:
    """Return what Twilio could have said: most may send, some wait or were rejected, a few fail."""
    chance = random.Random(7)  # noqa: S311 - a sample
    stack = replace(STACK, tenants=tenants, is_live=False)
    facts = [_facts(chance, tenants, tenant, stack) for tenant in tenants]
    report = diagnose(stack, facts)
    return Asked(
        at=NOW,
        stack=stack,
        facts={each.tenant_id: each for each in facts},
        diagnoses={each.tenant_id: each for each in report.diagnoses},
        accounts={each.id: Account(f"AC{'0' * 32}", service_of(each.id), ("+14155550100",)) for each in tenants},
        month=Reconciliation(
            Month(NOW.date().replace(day=1)),
            is_over=False,
            tenants=tuple(_month(chance, tenants, each) for each in tenants),
            not_read=(),
            billed=Decimal("1234.56"),
        ),
    )


def service_of(tenant_id: str) -> str:
    """Return a tenant's messaging service."""
    return f"MG{zlib.crc32(tenant_id.encode()):032x}"


def _facts(chance: random.Random, tenants: Tenants, tenant: Tenant, stack: StackFacts) -> TenantFacts:
    last = chance.choices([None, IN_REVIEW, REJECTED], [80, 12, 8])[0]
    sending = SENDING if last is None else replace(SENDING, reviews=(*SENDING.reviews[:-1], last), senders=())
    allowance = tenants.package_of(tenant).messages_per_day
    used = int(allowance * chance.betavariate(1.2, 3)) if last is None else 0
    failed = Counter(chance.choices([30003, 30007, 30005], [5, 2, 1], k=used // 25))
    return replace(
        HEALTHY,
        tenant_id=tenant.id,
        stack=stack,
        status=sending_status(tenant.id, sending, tenants, NOW),
        sending=Fact(sending),
        used_today=Fact(used),
        triggers=Fact((Trigger(Decimal(allowance), tenants.isv.callback_urls(tenant.id).usage_alert),)),
        received=Fact(ReceivedFacts(messages=used)),
        deliveries=Fact(Deliveries(delivered=used - failed.total(), errors=failed, sent_today=used)),
    )


def _month(chance: random.Random, tenants: Tenants, tenant: Tenant) -> Reconciled:
    margin = margin_of_tenant(tenant, tenants)
    allowance = tenants.package_of(tenant).messages_per_day
    share = chance.choice([0.03, 0.3, 0.6, 1.0])
    by_day = {NOW.date().replace(day=day): int(allowance * share) for day in range(1, 25)}
    sent = Decimal(sum(by_day.values()))
    billed = {
        Charge.MESSAGES: Billed(sent, sent * 2, sent * Decimal("0.0166")),
        Charge.CARRIER_FEES: Billed(sent, sent * 2, sent * Decimal("0.006")),
    }
    used = month_as_it_was(margin, MonthUsage(billed, sent * Decimal("0.0226")), tenants.price_book)
    return Reconciled(tenant.id, margin, by_day, used, tuple(differences(margin, used)), 0)


def board_of(
    directory: Path, tenants: Tenants, *, replies: tuple[str, ...] = ("STOP", "Thanks!"), database: str = ""
) -> Board:
    """Return a board, and write its receiver's database.

    Args:
        directory: Where the database is written, as `receiver-dev.sqlite`.
        tenants: Its tenants.
        replies: What customers of the first tenant texted.
        database: The URL of another database.
    """
    engine = open_database(ReceiverDatabase(database or f"sqlite:///{directory / 'receiver-dev.sqlite'}", "dev"))
    _receive(engine, tenants, replies)
    with reading(engine) as connection:
        counted = ReceivedCounts().count(connection, NOW, {})
    engine.dispose()
    changes = PackageChanges({"2026-11": {("silver", "gold"): 2, ("", "bronze"): 1}}, since="2026-01")
    return Board("dev", False, NOW, Declared(tenants, changes=changes), asked_about(tenants), "", counted, None)


def _receive(engine: Engine, tenants: Tenants, replies: tuple[str, ...]) -> None:
    chance = random.Random(11)  # noqa: S311 - a sample
    sent, steps, stopped, errors = [], [], [], []
    for tenant in tenants:
        for number in range(40):
            at = NOW - dt.timedelta(hours=chance.triangular(0, 29 * 24, 200))
            status, code = chance.choices(OUTCOMES, [94, 3, 2, 1])[0]
            sid = f"SM{chance.getrandbits(128):032x}"
            sent.append(_message(tenant.id, sid, status, code, at))
            names = ("queued", "sent", status) if status != "sent" else ("queued", "sent")
            moments = (at + dt.timedelta(seconds=each) for each in range(len(names)))
            steps += [_step(tenant.id, sid, name, when) for name, when in zip(names, moments, strict=True)]
            if number == 0:
                stopped.append(_opt_out(tenant.id, sid, at))
                errors.append(_event(tenant.id, sid, at))
    first = next(iter(tenants)).id
    with engine.begin() as transaction:
        transaction.execute(messages.insert(), sent)
        transaction.execute(message_statuses.insert(), steps)
        transaction.execute(opt_outs.insert(), stopped)
        transaction.execute(events.insert(), errors)
        transaction.execute(inbound_messages.insert(), [_reply(first, n, body) for n, body in enumerate(replies)])
        transaction.execute(alerts.insert(), [_alert(first)])


def _owned(tenant_id: str, token: str, at: dt.datetime) -> dict[str, object]:
    account_sid = f"AC{'0' * 32}"
    return {"owner": tenant_id, "account_sid": account_sid, "idempotency_token": token, "received_at": at}


def _message(tenant_id: str, sid: str, status: str, code: int | None, at: dt.datetime) -> dict[str, object]:
    return {
        "sid": sid,
        "tenant": tenant_id,
        "account_sid": f"AC{'0' * 32}",
        "messaging_service_sid": service_of(tenant_id),
        "sender": "+14155550100",
        "recipient": "+14155550188",
        "status": status,
        "status_rank": 5,
        "error_code": code,
        "first_received_at": at,
        "changed_at": at,
    }


def _step(tenant_id: str, sid: str, status: str, at: dt.datetime) -> dict[str, object]:
    return {"message_sid": sid, "status": status, "error_code": None, **_owned(tenant_id, f"{sid}{status}", at)}


def _opt_out(tenant_id: str, sid: str, at: dt.datetime) -> dict[str, object]:
    return {
        "tenant": tenant_id,
        "phone_number": "+14155550188",
        "opted_out": True,
        "reason": "replied STOP",
        "evidence_sid": sid,
        "changed_at": at,
    }


def _event(tenant_id: str, sid: str, at: dt.datetime) -> dict[str, object]:
    return {
        "id": f"EV{sid}",
        "type": "com.twilio.error-logs.error.logged",
        "occurred_at": at,
        "level": "ERROR",
        "error_code": 30003,
        "resource_sid": sid,
        "messaging_service_sid": service_of(tenant_id),
        "data": None,
        **_owned(tenant_id, f"EV{sid}", at),
    }


def _reply(tenant_id: str, number: int, body: str) -> dict[str, object]:
    return {
        "sid": f"SM{number:032x}",
        "messaging_service_sid": service_of(tenant_id),
        "sender": "+14155550188",
        "recipient": "+14155550100",
        "keyword": "STOP" if body == "STOP" else None,
        "body": body,
        **_owned(tenant_id, f"reply {number}", NOW - dt.timedelta(hours=number)),
    }


def _alert(tenant_id: str) -> dict[str, object]:
    return {
        "key": "allowance-reached 1",
        "kind": "allowance-reached",
        "tenant": tenant_id,
        "title": f"{tenant_id} has reached its daily allowance",
        "cause": "250 messages today.",
        "remedy": "Offer the next package.",
        "raised_at": NOW,
    }

"""Read what the receiver has kept about all tenants of a stack."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from owl.doctor.facts import HOURS, ReceivedFacts
from owl.receiver.tables import events, messages, opt_outs, usage_alerts

ERROR = "ERROR"
"""The level of an event about an error, rather than a warning."""


CANCELED = "canceled"
"""The status of a message that was never sent: Twilio's finished ones are compared without it."""

NUMBER_EVENTS = "com.twilio.messaging.compliance.number-"
"""What the types of events about a number's registration begin with
(https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/event-streams-setup)."""


def received_facts(received: Connection, now: dt.datetime, services: Mapping[str, str]) -> Mapping[str, ReceivedFacts]:
    """Return what was received, by tenant; a tenant of which nothing was has facts without anything.

    Args:
        received: The receiver's database.
        now: The time by the receiver's clock.
        services: The tenant of each messaging service: where tenants share an account, its events are those of all.
    """
    since = now - dt.timedelta(hours=HOURS)
    midnight = now.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    wanted = select(messages.c.tenant, func.count()).where(
        messages.c.first_received_at >= since, messages.c.status != CANCELED
    )
    sent = {str(tenant): int(count) for tenant, count in received.execute(wanted.group_by(messages.c.tenant))}
    alerts = _alerts(received, midnight)
    errors = _errors(received, since, services)
    numbers = _numbers(received, services)
    opted_out = _opted_out(received)
    found: dict[str, ReceivedFacts] = defaultdict(ReceivedFacts)
    for tenant in {*sent, *alerts, *errors, *opted_out, *numbers}:
        event, at = numbers.get(tenant, ("", None))
        found[tenant] = ReceivedFacts(
            messages=sent.get(tenant, 0),
            alerts_today=alerts.get(tenant, 0),
            errors=errors.get(tenant, {}),
            opted_out=frozenset(opted_out.get(tenant, ())),
            number_event=event,
            number_event_at=at,
        )
    return found


def _alerts(received: Connection, since: dt.datetime) -> dict[str, int]:
    wanted = select(usage_alerts.c.owner, func.count()).where(
        usage_alerts.c.received_at >= since, usage_alerts.c.recurring == "daily"
    )
    return {str(owner): int(count) for owner, count in received.execute(wanted.group_by(usage_alerts.c.owner))}


def _errors(received: Connection, since: dt.datetime, services: Mapping[str, str]) -> dict[str, Counter[int]]:
    wanted = (
        select(events.c.owner, events.c.messaging_service_sid, events.c.error_code, func.count())
        .where(events.c.level == ERROR, events.c.received_at >= since)
        .group_by(events.c.owner, events.c.messaging_service_sid, events.c.error_code)
    )
    found: dict[str, Counter[int]] = {}
    for owner, service_sid, code, count in received.execute(wanted):
        found.setdefault(services.get(service_sid, owner), Counter())[int(code or 0)] += int(count)
    return found


def _numbers(received: Connection, services: Mapping[str, str]) -> dict[str, tuple[str, dt.datetime | None]]:
    wanted = (
        select(events.c.owner, events.c.messaging_service_sid, events.c.type, events.c.occurred_at)
        .where(events.c.type.startswith(NUMBER_EVENTS))
        .order_by(events.c.occurred_at, events.c.received_at)
    )
    return {
        services.get(service_sid, owner): (kind.removeprefix(NUMBER_EVENTS), at)
        for owner, service_sid, kind, at in received.execute(wanted)
    }


def _opted_out(received: Connection) -> dict[str, set[str]]:
    latest = select(func.max(opt_outs.c.id)).group_by(opt_outs.c.tenant, opt_outs.c.phone_number)
    wanted = select(opt_outs.c.tenant, opt_outs.c.phone_number).where(opt_outs.c.id.in_(latest), opt_outs.c.opted_out)
    found: dict[str, set[str]] = {}
    for tenant, number in received.execute(wanted):
        found.setdefault(str(tenant), set()).add(str(number))
    return found

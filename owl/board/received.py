"""What the receiver has kept, counted by day and tenant in UTC.

A day that is over is counted once and remembered. A message may wait ten hours at most before it is sent
(https://www.twilio.com/docs/messaging/api/message-resource), so its last status comes by the end of the next day.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection, func, select

from owl.doctor.received import ERROR
from owl.receiver.tables import events, messages, opt_outs
from owl.sending import FINAL, SUCCESS

DAYS = 30
"""How many days are shown, today included."""

OPEN_DAYS = 2
"""The last days, in which messages may still get a status."""

FAILURE = FINAL - SUCCESS - {"canceled"}
"""Statuses of messages that did not arrive."""

ByTenant = Mapping[str, Counter[tuple[str, int]]]
"""Numbers by tenant, then by status and error code; 0 stands for no code."""


@dataclass(frozen=True)
class DayCount:
    """What was received on one day.

    Attributes:
        messages: Messages by their latest status and error code, on the day of their first status.
        opt_outs: Opt-outs by tenant.
        errors: Error events by tenant and code.
    """

    messages: ByTenant = field(default_factory=dict)
    opt_outs: Mapping[str, int] = field(default_factory=dict)
    errors: Mapping[str, Counter[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """The figures of a tenant, or of all, in one or several days.

    Attributes:
        delivered: Messages that arrived.
        codes: Messages that did not, by error code; 0 stands for no code.
        on_their_way: Messages without a final status.
        opt_outs: People who opted out.
        errors: Error events by code; 0 stands for no code.
    """

    delivered: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    on_their_way: int = 0
    opt_outs: int = 0
    errors: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "Figures") -> "Figures":
        """Return both together."""
        return Figures(
            self.delivered + other.delivered,
            self.codes + other.codes,
            self.on_their_way + other.on_their_way,
            self.opt_outs + other.opt_outs,
            self.errors + other.errors,
        )

    @property
    def failed(self) -> int:
        """Messages that did not arrive."""
        return self.codes.total()

    @property
    def finished(self) -> int:
        """Messages with a final status."""
        return self.delivered + self.failed

    @property
    def delivery_rate(self) -> float | None:
        """The share of finished messages that arrived; None without any."""
        return self.delivered / self.finished if self.finished else None

    @property
    def opt_out_rate(self) -> float | None:
        """Opt-outs for each message that arrived; None without any."""
        return self.opt_outs / self.delivered if self.delivered else None


@dataclass(frozen=True)
class Counted:
    """What the receiver has kept of the last days.

    Attributes:
        at: When it was counted.
        days: The days, the first first.
        by_day: What was received on each.
        problem: Why there is nothing; empty if it was counted.
    """

    at: dt.datetime
    days: tuple[dt.date, ...] = ()
    by_day: Mapping[dt.date, DayCount] = field(default_factory=dict)
    problem: str = ""

    @cached_property
    def of_tenants(self) -> Mapping[str, Mapping[dt.date, Figures]]:
        """The figures of each tenant, by day. Days and tenants without any are absent."""
        found: dict[str, dict[dt.date, Figures]] = {}
        for day in self.days:
            count = self.by_day[day]
            for tenant in {*count.messages, *count.opt_outs, *count.errors}:
                found.setdefault(tenant, {})[day] = _figures(count, tenant)
        return found

    @cached_property
    def totals(self) -> Mapping[str, Figures]:
        """The figures of each tenant, all days together."""
        return {tenant: sum(days.values(), Figures()) for tenant, days in self.of_tenants.items()}

    @cached_property
    def of_all(self) -> Mapping[dt.date, Figures]:
        """The figures of all tenants together, by day."""
        return {day: _figures_of_all(self.by_day[day]) for day in self.days}

    @cached_property
    def total(self) -> Figures:
        """The figures of all tenants, all days together."""
        return sum(self.of_all.values(), Figures())

    def series(self, tenant_id: str | None = None) -> list[tuple[dt.date, Figures]]:
        """Return the figures of each day, of a tenant or of all tenants."""
        found = self.of_all if tenant_id is None else self.of_tenants.get(tenant_id, {})
        return [(day, found.get(day, Figures())) for day in self.days]


class ReceivedCounts:
    """Counts what a receiver has kept, and remembers the days that are over."""

    def __init__(self) -> None:
        self._over: dict[dt.date, DayCount] = {}

    def count(self, received: Connection, now: dt.datetime, services: Mapping[str, str]) -> Counted:
        """Return what was received.

        Args:
            received: The receiver's database.
            now: The time by the receiver's clock.
            services: The tenant of each messaging service: where tenants share an account, its events are those of all.
        """
        today = now.astimezone(dt.UTC).date()
        days = tuple(today - dt.timedelta(days=ago) for ago in reversed(range(DAYS)))
        open_from = today - dt.timedelta(days=OPEN_DAYS - 1)
        opted_out = _opt_outs(received, _midnight(days[0]))
        by_day = {}
        for day in days:
            count = self._over.get(day) or _count(received, day, services)
            if day < open_from:
                self._over[day] = count
            by_day[day] = DayCount(count.messages, opted_out.get(day, {}), count.errors)
        self._over = {day: count for day, count in self._over.items() if day in by_day}
        return Counted(now, days, by_day)


def _figures(count: DayCount, tenant: str) -> Figures:
    statuses = count.messages.get(tenant, Counter())
    codes: Counter[int] = Counter()
    for (status, code), number in statuses.items():
        if status in FAILURE:
            codes[code] += number
    return Figures(
        delivered=sum(number for (status, _), number in statuses.items() if status in SUCCESS),
        codes=codes,
        on_their_way=sum(number for (status, _), number in statuses.items() if status not in FINAL),
        opt_outs=count.opt_outs.get(tenant, 0),
        errors=count.errors.get(tenant, Counter()),
    )


def _figures_of_all(count: DayCount) -> Figures:
    messages, errors = Counter[tuple[str, int]](), Counter[int]()
    for statuses in count.messages.values():
        messages.update(statuses)
    for codes in count.errors.values():
        errors.update(codes)
    return _figures(DayCount({"": messages}, {"": sum(count.opt_outs.values())}, {"": errors}), "")


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _count(received: Connection, day: dt.date, services: Mapping[str, str]) -> DayCount:
    begin = _midnight(day)
    end = begin + dt.timedelta(days=1)
    table = messages.c
    wanted = (
        select(table.tenant, table.status, table.error_code, func.count())
        .where(table.first_received_at >= begin, table.first_received_at < end)
        .group_by(table.tenant, table.status, table.error_code)
    )
    found: dict[str, Counter[tuple[str, int]]] = {}
    for tenant, status, code, number in received.execute(wanted):
        found.setdefault(tenant, Counter())[status, int(code or 0)] += int(number)
    return DayCount(found, {}, _errors(received, begin, end, services))


def _errors(
    received: Connection, begin: dt.datetime, end: dt.datetime, services: Mapping[str, str]
) -> dict[str, Counter[int]]:
    table = events.c
    wanted = (
        select(table.owner, table.messaging_service_sid, table.error_code, func.count())
        .where(table.level == ERROR, table.received_at >= begin, table.received_at < end)
        .group_by(table.owner, table.messaging_service_sid, table.error_code)
    )
    found: dict[str, Counter[int]] = {}
    for owner, service_sid, code, number in received.execute(wanted):
        found.setdefault(services.get(service_sid, owner), Counter())[int(code or 0)] += int(number)
    return found


def _opt_outs(received: Connection, since: dt.datetime) -> dict[dt.date, Counter[str]]:
    wanted = select(opt_outs.c.tenant, opt_outs.c.changed_at).where(
        opt_outs.c.opted_out, opt_outs.c.changed_at >= since
    )
    found: dict[dt.date, Counter[str]] = {}
    for tenant, at in received.execute(wanted):
        found.setdefault(at.date(), Counter())[tenant] += 1
    return found


def error_codes(figures: Figures) -> Iterator[tuple[int, int]]:
    """Yield each error code of messages that did not arrive with their number, the most frequent first."""
    yield from sorted(figures.codes.items(), key=lambda each: (-each[1], each[0]))

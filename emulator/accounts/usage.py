"""What each account has used, counted by category and GMT day as it happens, so that nothing is ever added up twice.

Categories nest: what is counted in `sms-outbound-longcode` is also counted in `sms-outbound`, `sms` and
`totalprice` (https://www.twilio.com/docs/usage/api/usage-record#usage-categories).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from emulator.core.store import Transaction

SENT = "sms-outbound-longcode"
"""The category of messages sent from US local numbers; its units are segments."""

RECEIVED = "sms-inbound-longcode"
"""The category of messages received at US local numbers; its units are segments."""

FAILED = "failed-message-processing-fee"
"""The category of messages that ended as failed."""

TOTAL = "totalprice"

_MICRO_USD = {SENT: 8_300, RECEIVED: 8_300, FAILED: 1_000}
"""A unit's price in millionths of a USD: https://www.twilio.com/en-us/sms/pricing/us."""

_COUNTED_IN = {
    SENT: (SENT, "sms-outbound", "sms", TOTAL),
    RECEIVED: (RECEIVED, "sms-inbound", "sms", TOTAL),
    FAILED: (FAILED, TOTAL),
}
_FAMILY = "account_sid IN (SELECT sid FROM objects WHERE kind = 'account' AND (sid = ? OR parent_sid = ?))"
_ALONE = "account_sid IN (?, ?)"


@dataclass(frozen=True)
class Figures:
    """What was used: number of events, units billed (segments of messages) and price in USD."""

    count: Decimal = Decimal()
    usage: Decimal = Decimal()
    price: Decimal = Decimal()

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.count + other.count, self.usage + other.usage, self.price + other.price)


def gmt_day(seconds: float) -> date:
    """Return the day of a moment in GMT, by which usage is counted."""
    return datetime.fromtimestamp(seconds, UTC).date()


def number_text(number: Decimal) -> str:
    """Return a number without exponent and without trailing zeros."""
    return format(number.normalize(), "f")


def price(category: str, units: int) -> Decimal:
    """Return what units of `SENT`, `RECEIVED` or `FAILED` cost, in USD."""
    return Decimal(units * _MICRO_USD[category]) / 1_000_000


def count(store: Transaction, account_sid: str, category: str, day: date, units: int) -> None:
    """Count one event of `SENT`, `RECEIVED` or `FAILED` in its category and all that contain it."""
    for counted in _COUNTED_IN[category]:
        store.execute(
            "INSERT INTO usage VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET"
            " count = count + 1, units = units + excluded.units, micro_usd = micro_usd + excluded.micro_usd",
            (account_sid, counted, day.isoformat(), units, units * _MICRO_USD[category]),
        )


def by_day(
    store: Transaction,
    account_sid: str,
    days: tuple[date, date],
    *,
    category: str | None = None,
    subaccounts: bool = True,
) -> dict[tuple[date, str], Figures]:
    """Return what an account and, by default, its subaccounts used from one day to another, both included.

    Days and categories without usage are absent. The usage of `totalprice` is its price.
    """
    condition = f"{_FAMILY if subaccounts else _ALONE} AND day BETWEEN ? AND ?"
    values = [account_sid, account_sid, *(day.isoformat() for day in days)]
    if category:
        condition, values = f"{condition} AND category = ?", [*values, category]
    sums = "day, category, sum(count), sum(units), sum(micro_usd)"
    rows = store.execute(f"SELECT {sums} FROM usage WHERE {condition} GROUP BY day, category", values)  # noqa: S608 - fixed text, values are bound
    return {(date.fromisoformat(day), name): _figures(name, *found) for day, name, *found in rows}


def total(store: Transaction, account_sid: str, category: str, days: tuple[date, date]) -> Figures:
    """Return what an account and its subaccounts used of one category from one day to another, both included."""
    found = by_day(store, account_sid, days, category=category)
    return sum(found.values(), Figures())


def _figures(category: str, events: int, units: int, micro_usd: int) -> Figures:
    price = Decimal(micro_usd) / 1_000_000
    return Figures(Decimal(events), price if category == TOTAL else Decimal(units), price)

"""What an account has used, by category and period: https://www.twilio.com/docs/usage/api/usage-record."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from emulator.accounts import usage
from emulator.accounts.usage import FAILED, RECEIVED, SENT, TOTAL, Figures, number_text
from emulator.core.call import Call
from emulator.core.errors import invalid
from emulator.core.paging import page_of
from emulator.core.parameters import boolean, snake_case, text
from emulator.core.routes import route

_CATEGORIES = {
    FAILED: ("Failed Message Processing Fee", "messages", "messages"),
    "sms": ("SMS", "messages", "segments"),
    "sms-inbound": ("Inbound SMS", "messages", "segments"),
    RECEIVED: ("Inbound Long Code SMS", "messages", "segments"),
    "sms-inbound-shortcode": ("Short Code Inbound SMS", "messages", "segments"),
    "sms-outbound": ("Outbound SMS", "messages", "segments"),
    SENT: ("Outbound Long Code SMS", "messages", "segments"),
    "sms-outbound-shortcode": ("Short Code Outbound SMS", "messages", "segments"),
    TOTAL: ("Total Price", "", "usd"),
}
"""Category to description, unit of the count and unit of the usage."""

_ROOT = "/2010-04-01/Accounts/<account_sid>/Usage/Records"
_SUBRESOURCES = ("AllTime", "Daily", "LastMonth", "Monthly", "ThisMonth", "Today", "Yearly", "Yesterday")
_ASSUMED = (
    "Only the categories of messages and totalprice are there; all others are empty lists.",
    "A message counts on the GMT day on which it was sent; its usage is its segments.",
    "Usage is in the records immediately.",
    "Lists by day, month or year go back to the account's creation and have periods without usage, latest first.",
)
_DAY = timedelta(days=1)


@route("GET", "api", f"{_ROOT}.json", assumed=_ASSUMED)
def list_all(call: Call) -> dict[str, Any]:
    """List what was used in all, or from StartDate to EndDate."""
    return _listed(call, *_range(call))


@route("GET", "api", f"{_ROOT}/AllTime.json", assumed=_ASSUMED)
def list_all_time(call: Call) -> dict[str, Any]:
    """List what was used in all, or from StartDate to EndDate."""
    return _listed(call, *_range(call))


@route("GET", "api", f"{_ROOT}/Daily.json", assumed=_ASSUMED)
def list_daily(call: Call) -> dict[str, Any]:
    """List what was used on each day."""
    return _listed(call, *_range(call), begins=lambda day: day)


@route("GET", "api", f"{_ROOT}/Monthly.json", assumed=_ASSUMED)
def list_monthly(call: Call) -> dict[str, Any]:
    """List what was used in each month."""
    return _listed(call, *_range(call), begins=_month)


@route("GET", "api", f"{_ROOT}/Yearly.json", assumed=_ASSUMED)
def list_yearly(call: Call) -> dict[str, Any]:
    """List what was used in each year."""
    return _listed(call, *_range(call), begins=lambda day: day.replace(month=1, day=1))


@route("GET", "api", f"{_ROOT}/Today.json", assumed=_ASSUMED)
def list_today(call: Call) -> dict[str, Any]:
    """List what was used today."""
    today = usage.gmt_day(call.now)
    return _listed(call, today, today)


@route("GET", "api", f"{_ROOT}/Yesterday.json", assumed=_ASSUMED)
def list_yesterday(call: Call) -> dict[str, Any]:
    """List what was used yesterday."""
    yesterday = usage.gmt_day(call.now) - _DAY
    return _listed(call, yesterday, yesterday)


@route("GET", "api", f"{_ROOT}/ThisMonth.json", assumed=_ASSUMED)
def list_this_month(call: Call) -> dict[str, Any]:
    """List what was used in this month."""
    today = usage.gmt_day(call.now)
    return _listed(call, _month(today), today)


@route("GET", "api", f"{_ROOT}/LastMonth.json", assumed=_ASSUMED)
def list_last_month(call: Call) -> dict[str, Any]:
    """List what was used in the month before."""
    last = _month(usage.gmt_day(call.now)) - _DAY
    return _listed(call, _month(last), last)


def _month(day: date) -> date:
    return day.replace(day=1)


def _date(call: Call, name: str) -> date | None:
    """Read a date, or an offset from today in days."""
    found = call.request.args.get(name)
    if not found:
        return None
    offset = re.fullmatch(r"([+-]\d{1,5})days?", found)
    try:
        return usage.gmt_day(call.now) + int(offset[1]) * _DAY if offset else date.fromisoformat(found)
    except ValueError:
        raise invalid(name, found, "a date such as 2026-11-24 or an offset such as -30days") from None


def _range(call: Call) -> tuple[date, date]:
    """Return from when to when usage is asked for, within the account's life."""
    created, today = usage.gmt_day(call.account.created), usage.gmt_day(call.now)
    return max(_date(call, "StartDate") or created, created), min(_date(call, "EndDate") or today, today)


def _listed(call: Call, first: date, last: date, *, begins: Callable[[date], date] | None = None) -> dict[str, Any]:
    """Return the records from `first` to `last`: those of all days in one, or latest first where periods begin."""
    given = call.read_query({"Category": text(100), "IncludeSubaccounts": boolean})
    category, subaccounts = given.get("category"), given.get("include_subaccounts", True)
    used = usage.by_day(call.store, call.account.sid, (first, last), category=category, subaccounts=subaccounts)

    def start(day: date) -> date:
        return max(first, begins(day)) if begins else first

    sums: dict[tuple[date, str], Figures] = {}
    for (day, name), figures in used.items():
        sums[start(day), name] = sums.get((start(day), name), Figures()) + figures
    names = [name for name in _CATEGORIES if category in {None, name}]
    records: list[dict[str, Any]] = []
    while first <= last:
        days = (start(last), last)
        records += [_record(call, name, days, sums.get((days[0], name), Figures())) for name in names]
        last = days[0] - _DAY
    return page_of(call, "usage_records", records)


def _record(call: Call, category: str, days: tuple[date, date], figures: Figures) -> dict[str, Any]:
    description, count_unit, usage_unit = _CATEGORIES[category]
    root = f"/2010-04-01/Accounts/{call.account.sid}/Usage/Records"
    return {
        "account_sid": call.account.sid,
        "api_version": "2010-04-01",
        "as_of": datetime.fromtimestamp(call.now, UTC).isoformat(timespec="seconds"),
        "category": category,
        "description": description,
        "start_date": days[0].isoformat(),
        "end_date": days[1].isoformat(),
        "count": number_text(figures.count),
        "count_unit": count_unit,
        "usage": number_text(figures.usage),
        "usage_unit": usage_unit,
        "price": number_text(figures.price),
        "price_unit": "usd",
        "subresource_uris": {snake_case(name): f"{root}/{name}.json?Category={category}" for name in _SUBRESOURCES},
        "uri": f"{root}.json?Category={category}&StartDate={days[0]}&EndDate={days[1]}",
    }

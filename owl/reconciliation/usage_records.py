"""Read Twilio's usage records: https://www.twilio.com/docs/usage/api/usage-record."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from finance import Billed, Charge, MonthUsage
from owl.reconciliation.month import Month
from providers.core.connection import Connection, all_pages
from providers.usage_trigger import MESSAGES_SENT

CATEGORIES: Mapping[str, Charge] = {
    MESSAGES_SENT: Charge.MESSAGES,
    "sms-messages-carrierfees": Charge.CARRIER_FEES,
    "a2p-10dlc-registrationfees-monthly": Charge.CAMPAIGN,
    "a2p-10dlc-registrationfees-onetime": Charge.REGISTRATION,
    "phonenumbers": Charge.PHONE_NUMBERS,
    "sms-inbound": Charge.INBOUND,
    "failed-message-processing-fee": Charge.FAILED,
}
"""The usage category of each charge. Categories nest; none of these is within another
(https://www.twilio.com/docs/usage/api/usage-record#usage-categories)."""

TOTAL = "totalprice"
"""The category of all that an account is billed."""


def month_usage(twilio: Connection, account_sid: str, month: Month) -> MonthUsage:
    """Return what an account used in a month, its subaccounts not included."""
    records = _records(twilio, account_sid, month, include_subaccounts=False)
    by_category = {each.category: _billed(each) for each in records}
    billed = {charge: by_category[category] for category, charge in CATEGORIES.items() if category in by_category}
    return MonthUsage(billed, by_category.get(TOTAL, Billed()).price)


def total_price(twilio: Connection, account_sid: str, month: Month) -> Decimal:
    """Return what an account and its subaccounts were billed in a month, in US dollars."""
    records = _records(twilio, account_sid, month, category=TOTAL, include_subaccounts=True)
    return sum((_number(each.price) for each in records), Decimal())


def messages_by_day(twilio: Connection, account_sid: str, month: Month) -> dict[dt.date, int]:
    """Return the messages an account sent on each GMT day of a month, first day first. Days without any are absent."""
    listed = twilio.v2010(account_sid).usage.records.daily.list
    read = partial(
        listed, category=MESSAGES_SENT, start_date=month.first, end_date=month.last, include_subaccounts=False
    )
    found = {_day(each.start_date): int(_number(each.count)) for each in all_pages(read)}
    return {day: found[day] for day in sorted(found) if found[day]}


def messages_today(twilio: Connection, account_sid: str) -> int:
    """Return the messages an account has sent since midnight GMT, from when its daily usage alert counts."""
    listed = twilio.v2010(account_sid).usage.records.today.list
    read = partial(listed, category=MESSAGES_SENT, include_subaccounts=False)
    return sum(int(_number(each.count)) for each in all_pages(read))


def _records(twilio: Connection, account_sid: str, month: Month, **query: Any) -> Iterable[Any]:
    listed = twilio.v2010(account_sid).usage.records.list
    return all_pages(partial(listed, start_date=month.first, end_date=month.last, **query))


def _billed(record: Any) -> Billed:
    return Billed(_number(record.count), _number(record.usage), _number(record.price))


def _number(text: Any) -> Decimal:
    """Return a number of a record. Twilio gives text, and nothing where nothing was used."""
    return Decimal(str(text or 0))


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])

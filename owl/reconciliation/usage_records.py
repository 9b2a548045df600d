"""Read Twilio's usage records: https://www.twilio.com/docs/usage/api/usage-record."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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

INBOUND = "inbound"
"""The direction of a message that a customer sent."""

TOTAL = "totalprice"
"""The category of all that an account is billed."""


@dataclass(frozen=True)
class Used:
    """What a tenant used in a month.

    Attributes:
        month: By charge.
        by_day: The messages sent on each GMT day, first day first. Days without any are absent.
    """

    month: MonthUsage
    by_day: Mapping[dt.date, int]


def usage_of_account(twilio: Connection, account_sid: str, month: Month) -> Used:
    """Return what an account used in a month, its subaccounts not included."""
    records = _records(twilio, account_sid, month, include_subaccounts=False)
    by_category = {each.category: _billed(each) for each in records}
    billed = {charge: by_category[category] for category, charge in CATEGORIES.items() if category in by_category}
    month_usage = MonthUsage(billed, by_category.get(TOTAL, Billed()).price)
    return Used(month_usage, _messages_by_day(twilio, account_sid, month))


def usage_by_service(twilio: Connection, account_sid: str, month: Month) -> dict[str, Used]:
    """Return what each messaging service of an account sent and received in a month, by its SID.

    Where tenants share an account, its usage records are those of all of them. Each message has its service, its
    segments and its price.
    """
    found: dict[str, list[Any]] = {}
    begin = dt.datetime.combine(month.first, dt.time(), dt.UTC)
    end = dt.datetime.combine(month.last, dt.time.max, dt.UTC)
    listed = partial(twilio.v2010(account_sid).messages.list, date_sent_after=begin, date_sent_before=end)
    for message in all_pages(listed):
        if message.date_sent:
            found.setdefault(str(message.messaging_service_sid), []).append(message)
    return {service_sid: _used(messages) for service_sid, messages in found.items()}


def total_price(twilio: Connection, account_sid: str, month: Month) -> Decimal:
    """Return what an account and its subaccounts were billed in a month, in US dollars."""
    records = _records(twilio, account_sid, month, category=TOTAL, include_subaccounts=True)
    return sum((_number(each.price) for each in records), Decimal())


def messages_today(twilio: Connection, account_sid: str) -> int:
    """Return the messages an account has sent since midnight GMT, from when its daily usage alert counts."""
    listed = twilio.v2010(account_sid).usage.records.today.list
    read = partial(listed, category=MESSAGES_SENT, include_subaccounts=False)
    return sum(int(_number(each.count)) for each in all_pages(read))


def _messages_by_day(twilio: Connection, account_sid: str, month: Month) -> dict[dt.date, int]:
    listed = twilio.v2010(account_sid).usage.records.daily.list
    read = partial(
        listed, category=MESSAGES_SENT, start_date=month.first, end_date=month.last, include_subaccounts=False
    )
    found = {_day(each.start_date): int(_number(each.count)) for each in all_pages(read)}
    return {day: found[day] for day in sorted(found) if found[day]}


def _used(messages: Sequence[Any]) -> Used:
    sent = [each for each in messages if each.direction != INBOUND]
    received = [each for each in messages if each.direction == INBOUND]
    billed = {Charge.MESSAGES: _billed_messages(sent), Charge.INBOUND: _billed_messages(received)}
    by_day = Counter(each.date_sent.astimezone(dt.UTC).date() for each in sent)
    total = sum((each.price for each in billed.values()), Decimal())
    return Used(MonthUsage(billed, total), {day: by_day[day] for day in sorted(by_day)})


def _billed_messages(messages: Sequence[Any]) -> Billed:
    segments = sum((_number(each.num_segments) for each in messages), Decimal())
    price = abs(sum((_number(each.price) for each in messages), Decimal()))  # what is charged is negative
    return Billed(Decimal(len(messages)), segments, price)


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

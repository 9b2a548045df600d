"""When usage triggers fire: https://www.twilio.com/docs/usage/api/usage-trigger.

Twilio checks triggers about once a minute. The local Twilio checks them after every event that is counted, so that a
trigger fires at exactly the event that reaches its value.
"""

from datetime import date
from decimal import Decimal

from emulator.accounts import usage
from emulator.core import webhooks
from emulator.core.answers import rfc_2822
from emulator.core.store import Settings, Stored, Transaction

_PERIOD = {"daily": "%Y-%m-%d", "monthly": "%Y-%m", "yearly": "%Y"}


def current_value(store: Transaction, trigger: Stored, moment: float) -> Decimal:
    """Return the value that a trigger watches, in its period at a moment."""
    today = usage.gmt_day(moment)
    first = {
        "daily": today,
        "monthly": today.replace(day=1),
        "yearly": today.replace(month=1, day=1),
    }.get(trigger.body["_recurs"], date.min)
    figures = usage.total(store, trigger.account_sid, trigger.body["usage_category"], (first, today))
    return Decimal(getattr(figures, trigger.body["trigger_by"]))


def fire(store: Transaction, settings: Settings, account: Stored, moment: float) -> None:
    """Fire the triggers of an account and of its parent whose value an event at `moment` has reached.

    Each fires once in its period, and one that does not recur once ever.
    """
    for account_sid in {account.sid, account.parent_sid}:
        for trigger in store.select("usage_trigger", account_sid=account_sid):
            period = usage.gmt_day(moment).strftime(_PERIOD.get(trigger.body["_recurs"], "once"))
            if trigger.body["_fired_in"] == period:
                continue
            value = current_value(store, trigger, moment)
            if value >= Decimal(trigger.body["trigger_value"]):
                fired = store.update(trigger, {"date_fired": rfc_2822(moment), "_fired_in": period})
                _notify(store, settings, fired, value, moment)


def _notify(store: Transaction, settings: Settings, trigger: Stored, value: Decimal, moment: float) -> None:
    body = trigger.body
    day = usage.gmt_day(moment)
    parameters = {
        "AccountSid": trigger.account_sid,
        "UsageTriggerSid": trigger.sid,
        "DateFired": body["date_fired"],
        "Recurring": body["_recurs"],
        "UsageCategory": body["usage_category"],
        "TriggerBy": body["trigger_by"],
        "TriggerValue": body["trigger_value"],
        "CurrentValue": usage.number_text(value),
        "UsageRecordUri": body["usage_record_uri"],
        "IdempotencyToken": f"{trigger.account_sid}-FIRES-{trigger.sid}-{day}",
    }
    webhook = webhooks.Webhook(
        moment, trigger.account_sid, trigger.sid, body["callback_method"], body["callback_url"], parameters
    )
    webhooks.record(store, settings, webhook)

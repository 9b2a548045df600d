"""The usage alerts that the receiver has raised."""

import datetime as dt

from sqlalchemy import Connection, func, select

from owl.receiver.alerts.allowance_reached import is_raised
from owl.receiver.tables import usage_alerts
from owl.reconciliation.month import Month
from providers.usage_trigger import MESSAGES_SENT


def alerts_by_tenant(received: Connection, month: Month) -> dict[str, int]:
    """Return how many alerts about a day's allowance each tenant had in a month, counted when Twilio reported them.

    What Twilio reports because of another tenant of the same account is no alert.
    """
    begin = dt.datetime.combine(month.first, dt.time(), dt.UTC)
    end = dt.datetime.combine(month.last, dt.time(), dt.UTC) + dt.timedelta(days=1)
    wanted = (
        select(usage_alerts.c.owner, func.count())
        .where(usage_alerts.c.category == MESSAGES_SENT, usage_alerts.c.recurring == "daily", is_raised())
        .where(usage_alerts.c.received_at >= begin, usage_alerts.c.received_at < end)
        .group_by(usage_alerts.c.owner)
    )
    return {str(owner): int(count) for owner, count in received.execute(wanted)}

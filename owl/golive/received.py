"""Read what the receiver has proven, and what it kept of a ring's tenants."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from owl.golive.facts import Proven
from owl.receiver.tables import events, messages, usage_alerts
from owl.sending import FINAL, SUCCESS


def proven(received: Connection) -> Proven:
    """Return what the receiver has kept, however long ago."""
    delivered = (
        select(messages.c.tenant, func.count()).where(messages.c.status.in_(SUCCESS)).group_by(messages.c.tenant)
    )
    return Proven(
        delivered={str(tenant): int(count) for tenant, count in received.execute(delivered)},
        usage_alerts=int(received.execute(select(func.count()).select_from(usage_alerts)).scalar_one()),
        events=int(received.execute(select(func.count()).select_from(events)).scalar_one()),
    )


def deliveries(
    received: Connection, tenant_ids: Iterable[str], since: dt.datetime, before: dt.datetime
) -> dict[str, tuple[int, int]]:
    """Return each tenant's messages with a final status, and how many of them were delivered.

    Args:
        received: The receiver's database.
        tenant_ids: The tenants.
        since: From when on.
        before: Until when.
    """
    wanted = (
        select(messages.c.tenant, messages.c.status, func.count())
        .where(messages.c.first_received_at >= since, messages.c.first_received_at < before)
        .where(messages.c.status.in_(FINAL - {"canceled"}))
        .group_by(messages.c.tenant, messages.c.status)
    )
    found = dict.fromkeys(tenant_ids, (0, 0))
    for tenant, status, count in received.execute(wanted):
        if tenant in found:
            total, delivered = found[tenant]
            found[tenant] = total + int(count), delivered + int(count) * (status in SUCCESS)
    return found

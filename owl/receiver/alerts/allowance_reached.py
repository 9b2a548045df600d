"""A tenant has sent as many messages today as its package allows."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, exists, func, literal, select

from owl.receiver.alerts.alert import LOOKED_BACK, Alert, midnight
from owl.receiver.tables import alerts, messages, usage_alerts
from policies.core.cells import Cells
from tenants.model import Tenants

KIND = "allowance-reached"


def is_raised() -> ColumnElement[bool]:
    """Return the condition that a firing of `usage_alerts` has its alert."""
    return exists(select(alerts.c.key).where(alerts.c.key == literal(f"{KIND} ") + usage_alerts.c.trigger_token))


def find(connection: Connection, tenants: Tenants, _: Cells, now: datetime) -> Iterator[Alert]:
    """Find the usage triggers that have fired.

    A trigger counts the messages of an account. Where tenants share one, the alert waits for the tenant's own messages.
    """
    fired = select(usage_alerts).where(usage_alerts.c.received_at > now - LOOKED_BACK, ~is_raised())
    for each in connection.execute(fired).mappings().all():
        tenant = tenants.by_id.get(each["owner"])
        package = f"package {tenant.package}" if tenant else "its package"
        used, allowed = (each[name].partition(".")[0] for name in ("current_value", "trigger_value"))
        day = midnight(each["received_at"])
        of_day = and_(messages.c.first_received_at >= day, messages.c.first_received_at < day + timedelta(days=1))
        own = connection.scalar(select(func.count()).where(messages.c.tenant == each["owner"], of_day)) or 0
        others = and_(of_day, messages.c.account_sid == each["account_sid"], messages.c.tenant != each["owner"])
        if own < int(allowed) and connection.scalar(select(messages.c.sid).where(others).limit(1)):
            continue
        yield Alert(
            key=f"{KIND} {each['trigger_token']}",
            kind=KIND,
            tenant=each["owner"],
            title=f"{each['owner']} has reached its daily allowance",
            cause=f"{used} messages today; {package} allows {allowed} ({each['category']}).",
            remedy="Hold back what is not urgent until tomorrow (UTC), or offer the next package: it is one line in "
            f"tenants/{each['owner']}.yaml.",
        )

"""A tenant has sent as many messages today as its package allows."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from owl.receiver.alerts.alert import LOOKED_BACK, Alert
from owl.receiver.tables import usage_alerts
from tenants.model import Tenants


def find(connection: Connection, tenants: Tenants, now: datetime) -> Iterator[Alert]:
    """Find the usage triggers that have fired."""
    fired = select(usage_alerts).where(usage_alerts.c.received_at > now - LOOKED_BACK)
    for each in connection.execute(fired).mappings():
        tenant = tenants.by_id.get(each["owner"])
        package = f"package {tenant.package}" if tenant else "its package"
        used, allowed = (each[name].partition(".")[0] for name in ("current_value", "trigger_value"))
        yield Alert(
            key=f"allowance-reached {each['trigger_token']}",
            kind="allowance-reached",
            tenant=each["owner"],
            title=f"{each['owner']} has reached its daily allowance",
            cause=f"{used} messages today; {package} allows {allowed} ({each['category']}).",
            remedy="Hold back what is not urgent until tomorrow (UTC), or offer the next package: it is one line in "
            f"tenants/{each['owner']}.yaml.",
        )

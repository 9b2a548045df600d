"""An account logs the same error repeatedly."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from owl.receiver.alerts.alert import Alert, midnight, tenant_of
from owl.receiver.tables import events
from policies.core.cells import Cells
from tenants.model import Tenants

WINDOW = timedelta(minutes=15)
MOST = 20
"""Errors with the same code that are no burst yet."""


def find(connection: Connection, _: Tenants, __: Cells, now: datetime) -> Iterator[Alert]:
    """Find the errors of the last 15 minutes that are more than usual. A code is alerted once a day."""
    service = events.c.messaging_service_sid
    number = func.count().label("number")
    burst = (
        select(events.c.owner, events.c.error_code, service, number)
        .where(
            events.c.level == "ERROR",
            events.c.received_at > max(now - WINDOW, midnight(now)),
            events.c.error_code.is_not(None),
        )
        .group_by(events.c.owner, events.c.error_code, service)
        .having(number > MOST)
    )
    for each in connection.execute(burst).mappings().all():
        tenant = tenant_of(connection, each["owner"], each["messaging_service_sid"])
        code = each["error_code"]
        yield Alert(
            key=f"error-burst {tenant} {code} {now:%Y-%m-%d}",
            kind="error-burst",
            tenant=tenant,
            title=f"{tenant}: error {code} is logged repeatedly",
            cause=f"{each['number']} errors {code} in {WINDOW.seconds // 60} minutes.",
            remedy=f"Read https://www.twilio.com/docs/api/errors/{code}; the console's debugger shows each.",
        )

"""Messages of a tenant fail because its campaign is suspended or its number is not registered.

Twilio reports it with each message, also where Event Streams is not subscribed to.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, func, select

from owl.receiver.alerts.alert import Alert, midnight, status_command
from owl.receiver.tables import message_statuses
from owl.rendering.on_stack import on_stack
from owl.stacks.cells import stack_of
from policies.core.cells import Cells
from tenants.model import Tenants

_CODES = {
    30033: ("its campaign is suspended", "Read why in the console, and correct what the carrier objects to."),
    30034: ("its number is not registered with a campaign", "Run `{up}`: it adds the number again."),
}


def find(connection: Connection, tenants: Tenants, cells: Cells, now: datetime) -> Iterator[Alert]:
    """Find the tenants with such messages today (UTC)."""
    table = message_statuses
    wanted = (
        select(table.c.owner, table.c.error_code, func.count().label("messages"))
        .where(table.c.error_code.in_(_CODES), table.c.received_at >= midnight(now))
        .group_by(table.c.owner, table.c.error_code)
    )
    for each in connection.execute(wanted).mappings():
        tenant, code = each["owner"], each["error_code"]
        what, remedy = _CODES[code]
        up = on_stack("pulumi up --refresh", stack_of(tenants.by_id.get(tenant), cells))
        yield Alert(
            key=f"campaign-suspended {tenant} {code} {now:%Y-%m-%d}",
            kind="campaign-suspended",
            tenant=tenant,
            title=f"{tenant} can't send: {what}",
            cause=f"{each['messages']} messages failed with error {code} (https://www.twilio.com/docs/api/errors/{code}).",
            remedy=f"{remedy.format(up=up)} Then run `{status_command(tenant, tenants, cells)}`.",
        )

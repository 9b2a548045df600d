"""Twilio has rejected a tenant's customer profile or trust product."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from owl.receiver.alerts.alert import LOOKED_BACK, Alert, status_command
from owl.receiver.tables import review_statuses
from owl.registration.rejections import explained
from policies.core.cells import Cells
from tenants.model import Tenants

_REJECTED = "twilio-rejected"


def find(connection: Connection, tenants: Tenants, cells: Cells, now: datetime) -> Iterator[Alert]:
    """Find the rejections."""
    table = review_statuses
    wanted = select(table).where(table.c.status == _REJECTED, table.c.received_at > now - LOOKED_BACK)
    for each in connection.execute(wanted).mappings():
        codes = [code.strip() for code in (each["error_codes"] or "").split(",") if code.strip().isdecimal()]
        known = [one for code in codes if (one := explained({"error_code": code})).code is not None]
        said = known or [explained({})]
        tenant = each["owner"]
        status = status_command(tenant, tenants, cells)
        yield Alert(
            key=f"review-rejected {each['bundle_sid']} {each['received_at']:%Y-%m-%dT%H:%M:%S}",
            kind="review-rejected",
            tenant=tenant,
            title=f"{tenant}: Twilio rejected {each['bundle_sid']}",
            cause=" ".join(
                f"{one.cause.removesuffix('.')} ({f'error {one.code}, ' if one.code else ''}{one.url})." for one in said
            ),
            remedy=f"{' '.join(one.remedy for one in said)} Run `{status}` for the lines to edit.",
        )

"""An alert: what has happened to which tenant, why, and what to do. It is raised once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from owl.receiver.recording import dialect_insert
from owl.receiver.tables import alerts, messages
from owl.rendering.on_stack import on_stack
from owl.stacks.cells import stack_of
from policies.core.cells import Cells
from redaction.redact import redact
from tenants.model import Tenants
from tenants.model.naming import SHARED

LOOKED_BACK = timedelta(days=2)
"""How old a cause may be that is noticed only now, for example because the receiver did not run."""


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert.

    Attributes:
        key: What makes it this alert: another one with the same key is never raised.
        kind: What is noticed, such as `allowance-reached`.
        tenant: The tenant's id, or `shared` if it is not known whose message or campaign it is.
        title: What has happened, in one line.
        cause: Why.
        remedy: What to do.
    """

    key: str
    kind: str
    tenant: str
    title: str
    cause: str
    remedy: str


Find = Callable[[Connection, Tenants, Cells, datetime], Iterator[Alert]]
"""Finds what there is to raise: in a database, for these tenants in these cells, at this moment."""


def status_command(tenant_id: str, tenants: Tenants, cells: Cells) -> str:
    """Return the command that says what a tenant lacks; of all tenants, where it is not known whose alert it is."""
    of = "" if tenant_id == SHARED else f" {tenant_id}"
    return on_stack(f"owl status{of}", stack_of(tenants.by_id.get(tenant_id), cells))


def midnight(now: datetime) -> datetime:
    """Return when today began, in UTC: what is counted by day is alerted once a day."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def raise_alerts(transaction: Connection, found: Sequence[Alert], now: datetime) -> None:
    """Keep the alerts that were not raised before. They are sent from there, so what they say of Twilio is redacted."""
    if found:
        in_order = sorted(found, key=lambda each: each.key)
        rows = [redact(asdict(each)) | {"key": each.key, "raised_at": now} for each in in_order]
        transaction.execute(dialect_insert(transaction.dialect.name, alerts).on_conflict_do_nothing(), rows)


def tenant_of(connection: Connection, owner: str, messaging_service_sid: str | None) -> str:
    """Return the tenant of a messaging service, as its messages say; the owner of the account if they don't."""
    if messaging_service_sid:
        wanted = select(messages.c.tenant).where(messages.c.messaging_service_sid == messaging_service_sid).limit(1)
        return connection.scalar(wanted) or owner
    return owner

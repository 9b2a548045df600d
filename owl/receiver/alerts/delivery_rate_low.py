"""Fewer of a tenant's messages arrive than its package promises."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, func, select

from owl.receiver.alerts.alert import Alert, midnight
from owl.receiver.tables import messages
from policies.core.cells import Cells
from tenants.model import Tenants

FEWEST = 20
"""Messages that have ended: with fewer, one landline would be an alert."""

_DELIVERED = ("delivered", "read")
_NOT_DELIVERED = ("undelivered", "failed")


def find(connection: Connection, tenants: Tenants, _: Cells, now: datetime) -> Iterator[Alert]:
    """Find the tenants whose rate of today (UTC) is below their package's floor."""
    ended = (
        select(messages.c.tenant, messages.c.status, messages.c.error_code, func.count().label("number"))
        .where(messages.c.first_received_at >= midnight(now), messages.c.status.in_((*_DELIVERED, *_NOT_DELIVERED)))
        .group_by(messages.c.tenant, messages.c.status, messages.c.error_code)
    )
    delivered: Counter[str] = Counter()
    failed: dict[str, Counter[int | None]] = {}
    for row in connection.execute(ended):
        if row.status in _DELIVERED:
            delivered[row.tenant] += row.number
        else:
            failed.setdefault(row.tenant, Counter())[row.error_code] += row.number
    for name, codes in sorted(failed.items()):
        tenant = tenants.by_id.get(name)
        total = delivered[name] + codes.total()
        floor = tenants.package_of(tenant).delivery_rate_floor if tenant else 0.0
        if total < FEWEST or delivered[name] / total >= floor:
            continue
        reasons = (
            f"{number} {f'with error {code}' if code else 'without a code'}" for code, number in codes.most_common()
        )
        yield Alert(
            key=f"delivery-rate-low {name} {now:%Y-%m-%d}",
            kind="delivery-rate-low",
            tenant=name,
            title=f"{name}: {delivered[name] / total:.0%} of its messages arrive, less than {floor:.0%}",
            cause=f"{codes.total()} of {total} messages of today were not delivered: {', '.join(reasons)}.",
            remedy="Start with the most frequent code: docs/connect-your-product.md says what to do about each.",
        )

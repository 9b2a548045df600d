"""Raises alerts and sends them with apprise: Slack, Teams, mail, webhooks and many more, each by its URL.

URLs: https://github.com/caronc/apprise/wiki. They contain credentials, so they come from the environment and are never
shown. Several receivers on one database send each alert once: the first that claims it sends it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine, or_, select, update

from owl.failure import Failure
from owl.receiver import metrics
from owl.receiver.alerts.alert import Alert, Find, raise_alerts
from owl.receiver.alerts.finders import FINDERS
from owl.receiver.database import reading
from owl.receiver.tables import alerts
from policies.core.cells import Cells
from tenants.model import Tenants

if TYPE_CHECKING:
    from apprise import Apprise

CLAIM = timedelta(minutes=2)
"""How long an alert that is being sent belongs to one receiver; twice as long after each failure."""

MOST_ATTEMPTS = 10

_log = logging.getLogger(__name__)


class AlertSender:
    """Sends alerts to all URLs. Without one they are only logged.

    Args:
        urls: Apprise's URLs.
        cells: The cells of the receiver's stack, which advised commands name.

    Raises:
        Failure: A URL is none of apprise's.
    """

    def __init__(self, urls: Sequence[str], cells: Cells) -> None:
        self._cells = cells
        self._to: Apprise | None = None
        self._looked: dict[Find, datetime] = {}
        if urls:
            import apprise  # noqa: PLC0415 - it loads more than a hundred services

            logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it logs URLs that it can't load
            self._to = apprise.Apprise()
            for place, url in enumerate(urls, 1):
                if not self._to.add(url):
                    raise Failure(
                        f"alert URL number {place} is not one that apprise knows (it is not shown, as it may contain a "
                        "secret): see https://github.com/caronc/apprise/wiki"
                    )

    def look(self, engine: Engine, tenants: Tenants, now: datetime) -> int:
        """Raise what there is to raise, send what is not sent, and return the number sent."""
        with reading(engine) as connection:
            found = [alert for find in self._due(now) for alert in find(connection, tenants, self._cells, now)]
            known = set(connection.scalars(select(alerts.c.key).where(alerts.c.key.in_([each.key for each in found]))))
        new = [each for each in found if each.key not in known]
        if new:
            with engine.begin() as transaction:
                raise_alerts(transaction, new, now)
        return sum(self._send(engine, each, now) for each in self._claim(engine, now))

    def _due(self, now: datetime) -> list[Find]:
        due = [find for find, pause in FINDERS.items() if find not in self._looked or now - self._looked[find] >= pause]
        self._looked |= dict.fromkeys(due, now)
        return due

    @staticmethod
    def _claim(engine: Engine, now: datetime) -> list[Alert]:
        free = or_(alerts.c.claimed_until.is_(None), alerts.c.claimed_until < now)
        waiting = (alerts.c.sent_at.is_(None), alerts.c.attempts < MOST_ATTEMPTS, free)
        with reading(engine) as connection:
            rows = connection.execute(select(alerts).where(*waiting).order_by(alerts.c.raised_at)).mappings().all()
        claimed = []
        for row in rows:
            mine = update(alerts).where(alerts.c.key == row["key"], *waiting)
            values = {"claimed_until": now + CLAIM * 2 ** row["attempts"], "attempts": row["attempts"] + 1}
            with engine.begin() as transaction:
                if transaction.execute(mine.values(values)).rowcount:
                    claimed.append(Alert(*(row[name] for name in Alert.__dataclass_fields__)))
        return claimed

    def _send(self, engine: Engine, alert: Alert, now: datetime) -> bool:
        fields = {"kind": alert.kind, "tenant": alert.tenant}
        if self._to is not None:
            from apprise import NotifyFormat, NotifyType  # noqa: PLC0415 - as above

            body = f"{alert.cause}\n\n{alert.remedy}"
            sent = self._to.notify(body, alert.title, NotifyType.WARNING, body_format=NotifyFormat.TEXT)
            if not sent:
                metrics.ALERTS.labels(alert.kind, "failed").inc()
                _log.error("an alert could not be sent; it is tried again", extra={"fields": fields})
                return False
        metrics.ALERTS.labels(alert.kind, "sent" if self._to else "logged").inc()
        _log.warning(alert.title, extra={"fields": {**fields, "cause": alert.cause, "remedy": alert.remedy}})
        with engine.begin() as transaction:
            transaction.execute(update(alerts).where(alerts.c.key == alert.key).values(sent_at=now))
        return True

"""All that the board shows of a stack at one moment."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from finance.figures import cents, of_profit
from owl.board.asked import Asked
from owl.board.declared import Declared
from owl.board.drift_report import DriftReport
from owl.board.received import Counted
from owl.board.tenant_row import TenantRow, tenant_rows
from owl.doctor.facts import Deliveries
from owl.rendering.on_stack import on_stack


@dataclass(frozen=True)
class Board:
    """A stack.

    Attributes:
        stack: Its name.
        is_live: Whether it is deployed to Twilio rather than the local Twilio.
        made_at: When this was put together.
        declared: What the files say.
        asked: What Twilio said; None if it was not asked yet.
        problem: Why Twilio could not be asked the last time; empty if it could.
        counted: What the receiver has kept.
        drift: The last drift that was found; None if nobody has looked.
    """

    stack: str
    is_live: bool
    made_at: dt.datetime
    declared: Declared
    asked: Asked | None
    problem: str
    counted: Counted
    drift: DriftReport | None

    @cached_property
    def rows(self) -> Sequence[TenantRow]:
        """The tenants, by id."""
        received = None if self.counted.problem else self.counted.totals
        return tenant_rows(self.declared, self.asked, received, self.drift)

    @cached_property
    def by_id(self) -> Mapping[str, TenantRow]:
        """The tenants."""
        return {row.tenant_id: row for row in self.rows}

    @cached_property
    def deliveries(self) -> Deliveries | None:
        """The messages of the last 24 hours of all tenants; None if they were not read."""
        found = [row.deliveries for row in self.rows if row.deliveries]
        if not found:
            return None
        return Deliveries(
            delivered=sum(each.delivered for each in found),
            on_their_way=sum(each.on_their_way for each in found),
            errors=sum((Counter(each.errors) for each in found), Counter()),
            sent_today=sum(each.sent_today for each in found),
            is_complete=all(each.is_complete for each in found),
        )

    @property
    def drift_command(self) -> str:
        """The command that looks for drift in all that the board shows."""
        is_divided = len(self.declared.cells) > 1
        return f"owl cells drift {self.stack}" if is_divided else on_stack("owl drift", self.stack)

    @property
    def month(self) -> Mapping[str, Any] | None:
        """The parent's month as it was; None if it was not read."""
        return of_profit(self.asked.month.as_it_was) if self.asked and self.asked.month else None

    @property
    def billed(self) -> str | None:
        """What Twilio billed this month in all, in US dollars; None if that is not known."""
        month = self.asked.month if self.asked else None
        return None if month is None or month.billed is None else cents(month.billed)

    @property
    def statuses(self) -> list[tuple[str, int]]:
        """How many tenants have each status, the most frequent first."""
        return Counter(row.status for row in self.rows).most_common()

    @property
    def may_send(self) -> int:
        """How many tenants may send."""
        found = self.asked.facts.values() if self.asked else ()
        return sum(each.status.may_send for each in found)

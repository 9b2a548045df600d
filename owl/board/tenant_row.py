"""A tenant as the table of all tenants shows it, and how the table is searched, filtered and sorted."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from finance.figures import of_profit
from owl.board.asked import Asked
from owl.board.declared import Declared
from owl.board.drift_report import DriftReport
from owl.board.received import Figures
from owl.doctor.check import Verdict
from owl.doctor.checks.allowance import NEARLY_PERCENT
from owl.doctor.checks.expiry import ends
from owl.doctor.facts import Deliveries, NotReadError, TenantFacts
from owl.receiver.addresses import replies_address
from owl.registration.progress import Stage, current
from owl.registration.without_account import trial_in_words
from redaction.redact import redact_text

NOT_ASKED = "not asked yet"


@dataclass(frozen=True)
class TenantRow:
    """A tenant in the table. What is not known is None.

    Attributes:
        tenant_id: The tenant.
        name: Its display name; its id without a valid file.
        package: Its package's id; empty without a valid file.
        ring: Its rollout ring.
        status: Its registration in one word.
        summary: Which step, and since when.
        next: The steps that come after it.
        needs_person: Whether nothing goes on until a person does something.
        used_today: Messages since midnight GMT.
        allowance: Messages a day that its package allows.
        messages: Messages this month.
        margin: This month as it was, by `finance.figures`.
        deliveries: The messages of the last 24 hours.
        opt_out_rate: Opt-outs for each message that arrived, in the days that are shown.
        opt_outs: Opt-outs in those days; None also where the receiver gets no replies of the tenant and knows of none.
        drift: How many of its objects drifted; None if its cell was not looked at.
        mandatory: Findings of `owl check` that block a deployment.
        advisory: Other findings of `owl check`.
        verdict: The doctor's worst verdict.
        expires_in: Days until something expires; below zero if it has.
        expires: What expires.
    """

    tenant_id: str
    name: str
    package: str = ""
    ring: str = ""
    status: str = NOT_ASKED
    summary: str = ""
    next: tuple[str, ...] = ()
    needs_person: bool = False
    used_today: int | None = None
    allowance: int | None = None
    messages: int | None = None
    margin: Mapping[str, Any] | None = None
    deliveries: Deliveries | None = None
    opt_outs: int | None = None
    opt_out_rate: float | None = None
    drift: int | None = None
    mandatory: int = 0
    advisory: int = 0
    verdict: Verdict | None = None
    expires_in: int | None = None
    expires: str = ""

    @property
    def used_percent(self) -> int | None:
        """The share of today's allowance that is used, in percent; None if it is not known."""
        if self.used_today is None or not self.allowance:
            return None
        return 100 * self.used_today // self.allowance

    @property
    def is_near_allowance(self) -> bool:
        """Whether the allowance may be used up today."""
        return (self.used_percent or 0) >= NEARLY_PERCENT

    @property
    def delivery_rate(self) -> float | None:
        """The share of the last 24 hours' messages that arrived; None without any."""
        found = self.deliveries
        return found.delivered / found.finished if found and found.finished else None

    @property
    def codes(self) -> list[tuple[int, int]]:
        """The error codes of the last 24 hours with their numbers, the most frequent first."""
        errors = self.deliveries.errors if self.deliveries else {}
        return sorted(errors.items(), key=lambda each: (-each[1], each[0]))

    @property
    def margin_percent(self) -> str | None:
        """This month's margin as it was, in percent; None if it is not known, or without revenue."""
        return self.margin["margin_percent"] if self.margin else None

    @property
    def attention(self) -> int:
        """How urgently a person should look: 0 is most urgent. A review that only takes its time is not."""
        if self.needs_person or self.verdict is Verdict.PROBLEM or self.mandatory:
            return 0
        if self.verdict in {Verdict.STOPS, Verdict.WARNING} or self.drift or self.is_near_allowance:
            return 1
        return 2 if self.advisory else 3


def tenant_rows(
    declared: Declared, asked: Asked | None, received: Mapping[str, Figures] | None, drift: DriftReport | None
) -> list[TenantRow]:
    """Return all tenants, of the stack and of the files that put them into it, by id.

    Args:
        declared: What the files say.
        asked: What Twilio said; None if it was not asked yet.
        received: What the receiver has kept of each, all days together; None if that is not known.
        drift: The last drift that was found.
    """
    here = {*declared.tenants.by_id} - declared.elsewhere if declared.tenants else set()
    known = here | {*(asked.facts if asked else ())}
    return [_row(each, declared, asked, received, drift) for each in sorted(known)]


def _row(
    tenant_id: str,
    declared: Declared,
    asked: Asked | None,
    received: Mapping[str, Figures] | None,
    drift: DriftReport | None,
) -> TenantRow:
    fields: dict[str, Any] = {"tenant_id": tenant_id, "name": tenant_id}
    tenants, trial = declared.tenants, ""
    tenant = tenants.by_id.get(tenant_id) if tenants else None
    if tenants and tenant:
        fields |= {"name": redact_text(tenant.name), "package": tenant.package, "ring": tenant.ring.value}
        fields["allowance"] = tenants.package_of(tenant).messages_per_day
        trial = trial_in_words(tenant, tenants)
    findings = declared.findings.get(tenant_id, ())
    fields["mandatory"] = sum(each.is_fatal for each in findings)
    fields["advisory"] = len(findings) - fields["mandatory"]
    if received is not None:
        figures = received.get(tenant_id, Figures())
        if figures.opt_outs or (tenants and tenant and replies_address(tenants, tenant)):
            fields |= {"opt_outs": figures.opt_outs, "opt_out_rate": figures.opt_out_rate}
    if drift is not None:
        fields["drift"] = drift.of_tenant(tenant_id, declared.cell_of.get(tenant_id))
    if asked is not None:
        facts = asked.facts.get(tenant_id)
        if facts:
            fields |= _asked(facts, asked)
        elif trial:
            fields |= {"status": Stage.ON_TRIAL.value, "summary": trial}
        else:
            is_unread = declared.cell_of.get(tenant_id) in asked.unread
            fields["status"] = (Stage.UNKNOWN if is_unread else Stage.NOT_DEPLOYED).value
    return TenantRow(**fields)


def _asked(facts: TenantFacts, asked: Asked) -> dict[str, Any]:
    status = facts.status
    month = asked.months.get(facts.tenant_id)
    diagnosis = asked.diagnoses.get(facts.tenant_id)
    step = current(status.reviews) if status.reviews else None
    after = status.reviews[status.reviews.index(step) + 1 :] if step else ()
    expires_in, expires = _soonest(facts)
    return {
        "status": "may send" if status.may_send else status.stage.value,
        "summary": status.summary,
        "next": tuple(each.step for each in after if each.stage is not Stage.APPROVED),
        "needs_person": diagnosis.needs_person if diagnosis else status.needs_person,
        "used_today": facts.used_today.found,
        "messages": month.month.messages if month else None,
        "margin": of_profit(month.month) if month else None,
        "deliveries": facts.deliveries.found,
        "verdict": diagnosis.verdict if diagnosis else None,
        "expires_in": expires_in,
        "expires": expires,
    }


def _soonest(facts: TenantFacts) -> tuple[int | None, str]:
    try:
        end, what = min(ends(facts), default=(None, ""))
    except NotReadError:
        return None, ""
    today = facts.stack.now.astimezone(dt.UTC).date()
    return ((end - today).days, what) if end else (None, "")


class Order(StrEnum):
    """What the table can be sorted by."""

    ATTENTION = "attention"
    NAME = "name"
    STATUS = "registration"
    PACKAGE = "package"
    TODAY = "today"
    MONTH = "month"
    MARGIN = "margin"
    DELIVERED = "delivered"
    OPT_OUTS = "opt-outs"
    ERRORS = "errors"
    EXPIRY = "expiry"

    @property
    def words(self) -> str:
        """What people read."""
        return _WORDS[self]


_WORDS = {
    Order.ATTENTION: "needs attention first",
    Order.NAME: "name",
    Order.STATUS: "registration step",
    Order.PACKAGE: "package",
    Order.TODAY: "most used today",
    Order.MONTH: "most messages this month",
    Order.MARGIN: "lowest margin",
    Order.DELIVERED: "lowest delivery rate",
    Order.OPT_OUTS: "highest opt-out rate",
    Order.ERRORS: "most errors",
    Order.EXPIRY: "expires first",
}

_LAST = float("inf")
"""What is not known comes last."""


def _low(value: float | None) -> float:
    return _LAST if value is None else float(value)


def _high(value: float | None) -> float:
    return _LAST if value is None else -float(value)


_KEYS: Mapping[Order, Callable[[TenantRow], Any]] = {
    Order.ATTENTION: lambda row: row.attention,
    Order.NAME: lambda row: row.name.casefold(),
    Order.STATUS: lambda row: row.status,
    Order.PACKAGE: lambda row: row.package,
    Order.TODAY: lambda row: _high(row.used_percent),
    Order.MONTH: lambda row: _high(row.messages),
    Order.MARGIN: lambda row: _low(None if row.margin_percent is None else float(row.margin_percent)),
    Order.DELIVERED: lambda row: _low(row.delivery_rate),
    Order.OPT_OUTS: lambda row: _high(row.opt_out_rate),
    Order.ERRORS: lambda row: -sum(number for _, number in row.codes),
    Order.EXPIRY: lambda row: _low(row.expires_in),
}


@dataclass(frozen=True)
class Selection:
    """Which tenants the table shows, and in which order.

    Attributes:
        text: Words that the name or id must contain.
        package: Only tenants with this package; empty for all.
        ring: Only tenants in this ring; empty for all.
        status: Only tenants with this status; empty for all.
        order: The order.
        page: The page, from 1.
    """

    text: str = ""
    package: str = ""
    ring: str = ""
    status: str = ""
    order: Order = Order.ATTENTION
    page: int = 1

    def of(self, rows: Sequence[TenantRow]) -> list[TenantRow]:
        """Return the tenants that are selected, in order, on all pages."""
        words = self.text.casefold().split()
        found = [
            row
            for row in rows
            if all(word in f"{row.name} {row.tenant_id}".casefold() for word in words)
            and self.package in {"", row.package}
            and self.ring in {"", row.ring}
            and self.status in {"", row.status}
        ]
        return sorted(found, key=lambda row: (_KEYS[self.order](row), row.tenant_id))


def read_selection(query: Mapping[str, str]) -> Selection:
    """Read a selection from a query string. What it does not know is left out."""
    order, page = query.get("order", ""), query.get("page", "")
    return Selection(
        text=query.get("text", "")[:100],
        package=query.get("package", ""),
        ring=query.get("ring", ""),
        status=query.get("status", ""),
        order=Order(order) if order in set(Order) else Order.ATTENTION,
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) <= _DIGITS else 1,
    )


_DIGITS = 6

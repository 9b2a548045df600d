"""Reconcile a month: what each tenant used, against its allowance and the margin it was sold by."""

import datetime as dt
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal

from finance import (
    LineDifference,
    Margin,
    MonthUsage,
    Profit,
    UsedMonth,
    differences,
    margin_of_tenant,
    month_as_it_was,
    total,
)
from owl.reconciliation.month import Month
from owl.reconciliation.usage_records import Used, total_price, usage_by_service, usage_of_account
from providers.core.connection import Connection
from providers.core.errors import explain
from tenants.model import Tenants


@dataclass(frozen=True)
class Reconciled:
    """A tenant's month.

    Attributes:
        tenant_id: The tenant.
        margin: The margin it was sold by, a month at full use.
        by_day: The messages sent on each GMT day.
        month: The month as it was.
        lines: Its charges beside those of the month at full use.
        alerts: How many usage alerts the receiver had; None if that is not known.
    """

    tenant_id: str
    margin: Margin
    by_day: Mapping[dt.date, int]
    month: UsedMonth
    lines: tuple[LineDifference, ...]
    alerts: int | None

    @property
    def allowance(self) -> int:
        """The messages that it may send a day."""
        return self.margin.use.messages_per_day

    @property
    def days_at_allowance(self) -> tuple[dt.date, ...]:
        """The days on which the allowance was reached: an alert was due on each."""
        return tuple(day for day, sent in self.by_day.items() if sent >= self.allowance)

    @property
    def above_allowance(self) -> int:
        """How many messages were sent above the allowance, all days together."""
        return sum(max(0, sent - self.allowance) for sent in self.by_day.values())


@dataclass(frozen=True)
class NotRead:
    """A tenant whose usage could not be read, and why."""

    tenant_id: str
    reason: str


@dataclass(frozen=True)
class Reconciliation:
    """A stack's month.

    Attributes:
        month: The month.
        is_over: Whether it is over.
        tenants: The tenants whose usage was read.
        not_read: Those that could not be read, or whose file is not valid.
        billed: All that Twilio billed the parent account and its subaccounts, in US dollars; None if that is not known.
        not_counted: Tenants without a file, so without a package.
        not_yet: Tenants whose account was created after the month.
        unread: Why each cell of the stack can't be read that can't, by name: its tenants are missing.
    """

    month: Month
    is_over: bool
    tenants: tuple[Reconciled, ...]
    not_read: tuple[NotRead, ...]
    billed: Decimal | None
    not_counted: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether the usage of all tenants was read."""
        return not self.not_read and not self.unread

    @property
    def full_use(self) -> Profit:
        """All tenants at full use."""
        return total([each.margin for each in self.tenants])

    @property
    def as_it_was(self) -> Profit:
        """All tenants as the month was."""
        return total([each.month for each in self.tenants])

    @property
    def elsewhere(self) -> Decimal | None:
        """What Twilio billed for anything but these tenants, in US dollars; None if that is not known."""
        if self.billed is None or not self.is_complete:
            return None
        return self.billed - sum((each.month.billed for each in self.tenants), Decimal())


def reconcile(  # noqa: PLR0913 - what a report depends on
    twilio: Connection,
    tenants: Tenants,
    accounts: Mapping[str, Mapping[str, str]],
    month: Month,
    alerts: Mapping[str, int] | None = None,
    *,
    only: str | None = None,
) -> Reconciliation:
    """Return the month of the tenants in these accounts. One that can't be read does not stop the others.

    Args:
        twilio: The connection.
        tenants: The tenants' files and the catalogue.
        accounts: The messaging service of each tenant, by account and tenant.
        month: The month.
        alerts: How many usage alerts the receiver had of each tenant; None if that is not known.
        only: Only this tenant. Default: all.
    """
    not_yet: list[str] = []

    def one(account: tuple[str, Mapping[str, str]]) -> list[Reconciled | NotRead]:
        account_sid, services = account
        wanted = [each for each in services if each in tenants.by_id and only in {None, each}]
        try:
            if _is_later(twilio, account_sid, month):
                not_yet.extend(wanted)
                return []
            used = _used(twilio, account_sid, services, month) if wanted else {}
        except Exception as error:  # noqa: BLE001 - any error must be redacted, and must not stop the other accounts
            reason = twilio.redact(explain(error))
            return [NotRead(each, reason) for each in wanted]
        return [_reconciled(tenants, each, used[each], alerts) for each in wanted]

    with ThreadPoolExecutor(8) as threads:
        found = [each for account in threads.map(one, accounts.items()) for each in account]
    unknown = [each for services in accounts.values() for each in services if each not in tenants.by_id]
    return Reconciliation(
        month=month,
        is_over=month.is_over(twilio.now()),
        tenants=_sorted(each for each in found if isinstance(each, Reconciled)),
        not_read=tuple(each for each in found if isinstance(each, NotRead)),
        billed=_billed(twilio, month),
        not_counted=tuple(sorted(each for each in unknown if only in {None, each})),
        not_yet=tuple(sorted(not_yet)),
    )


def _is_later(twilio: Connection, account_sid: str, month: Month) -> bool:
    """Return whether an account was created after a month, in which it had neither use nor revenue."""
    account = twilio.known_account(account_sid)
    return account is not None and account.date_created.astimezone(dt.UTC).date() > month.last


def _used(twilio: Connection, account_sid: str, services: Mapping[str, str], month: Month) -> dict[str, Used]:
    """Return what each tenant of an account used."""
    if len(services) == 1:
        return dict.fromkeys(services, usage_of_account(twilio, account_sid, month))
    by_service = usage_by_service(twilio, account_sid, month)
    nothing = Used(MonthUsage({}, Decimal()), {})
    return {tenant_id: by_service.get(service_sid, nothing) for tenant_id, service_sid in services.items()}


def _reconciled(tenants: Tenants, tenant_id: str, used: Used, alerts: Mapping[str, int] | None) -> Reconciled:
    margin = margin_of_tenant(tenants.by_id[tenant_id], tenants)
    month = month_as_it_was(margin, used.month, tenants.price_book)
    return Reconciled(
        tenant_id=tenant_id,
        margin=margin,
        by_day=used.by_day,
        month=month,
        lines=tuple(differences(margin, month)),
        alerts=None if alerts is None else alerts.get(tenant_id, 0),
    )


def _billed(twilio: Connection, month: Month) -> Decimal | None:
    try:
        return total_price(twilio, twilio.account_sid, month)
    except Exception:  # noqa: BLE001 - the tenants' figures stand without the total, which is shown as not known
        return None


def _sorted(tenants: Iterable[Reconciled]) -> tuple[Reconciled, ...]:
    return tuple(sorted(tenants, key=lambda each: each.tenant_id))

"""Reconcile a month: what each tenant used, against its allowance and the margin it was sold by."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal

from finance import LineDifference, Margin, Profit, UsedMonth, differences, margin_of_tenant, month_as_it_was, total
from owl.reconciliation.month import Month
from owl.reconciliation.usage_records import messages_by_day, month_usage, total_price
from providers.core.connection import Connection
from providers.core.errors import explain
from tenants.model import Tenants


@dataclass(frozen=True)
class Reconciled:
    """The month of one account: a tenant's own, or one that several share, whose usage Twilio adds up.

    Attributes:
        tenant_ids: The tenants of the account.
        margins: The margins they were sold by, in the same order.
        allowance: The messages a day that they may send together.
        by_day: The messages sent on each GMT day.
        month: The month as it was.
        lines: Its charges beside those of a month at full use.
        alerts: How many usage alerts the receiver had; None if that is not known.
    """

    tenant_ids: tuple[str, ...]
    margins: tuple[Margin, ...]
    allowance: int
    by_day: Mapping[dt.date, int]
    month: UsedMonth
    lines: tuple[LineDifference, ...]
    alerts: int | None

    @property
    def full_use(self) -> Profit:
        """The month at full use."""
        return total(self.margins)

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
    """The tenants of an account that could not be read, and why."""

    tenant_ids: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Reconciliation:
    """A stack's month.

    Attributes:
        month: The month.
        is_over: Whether it is over.
        accounts: The accounts that were read.
        not_read: Those that could not be read.
        billed: All that Twilio billed the parent account and its subaccounts, in US dollars; None if that is not known.
        not_counted: Tenants without a file, so without a package.
    """

    month: Month
    is_over: bool
    accounts: tuple[Reconciled, ...]
    not_read: tuple[NotRead, ...]
    billed: Decimal | None
    not_counted: tuple[str, ...] = ()

    @property
    def full_use(self) -> Profit:
        """All accounts at full use."""
        return total([margin for each in self.accounts for margin in each.margins])

    @property
    def as_it_was(self) -> Profit:
        """All accounts as the month was."""
        return total([each.month for each in self.accounts])

    @property
    def elsewhere(self) -> Decimal | None:
        """What Twilio billed for other accounts than these, in US dollars; None if that is not known."""
        if self.billed is None or self.not_read:
            return None
        return self.billed - sum((each.month.billed for each in self.accounts), Decimal())


def reconcile(
    twilio: Connection,
    tenants: Tenants,
    accounts: Mapping[str, Sequence[str]],
    month: Month,
    alerts: Mapping[str, int] | None = None,
) -> Reconciliation:
    """Return the month of these accounts. One that can't be read does not stop the others.

    Args:
        twilio: The connection.
        tenants: The tenants' files and the catalogue.
        accounts: The tenants of each account, by its SID. Tenants without a file are not counted.
        month: The month.
        alerts: How many usage alerts the receiver had of each tenant; None if that is not known.
    """

    def one(account: tuple[str, Sequence[str]]) -> Reconciled | NotRead:
        account_sid, tenant_ids = account
        try:
            return _reconciled(twilio, tenants, account_sid, tuple(tenant_ids), month, alerts)
        except Exception as error:  # noqa: BLE001 - any error must be redacted, and must not stop the other accounts
            return NotRead(tuple(tenant_ids), twilio.redact(explain(error)))

    known = {sid: [each for each in ids if each in tenants.by_id] for sid, ids in accounts.items()}
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(one, ((sid, ids) for sid, ids in known.items() if ids)))
    unknown = [each for ids in accounts.values() for each in ids if each not in tenants.by_id]
    return Reconciliation(
        month=month,
        is_over=month.is_over(twilio.now()),
        accounts=_sorted(each for each in found if isinstance(each, Reconciled)),
        not_read=tuple(each for each in found if isinstance(each, NotRead)),
        billed=_billed(twilio, month),
        not_counted=tuple(sorted(unknown)),
    )


def _reconciled(  # noqa: PLR0913, PLR0917 - what an account's month depends on
    twilio: Connection,
    tenants: Tenants,
    account_sid: str,
    tenant_ids: tuple[str, ...],
    month: Month,
    alerts: Mapping[str, int] | None,
) -> Reconciled:
    margins = tuple(margin_of_tenant(tenants.by_id[each], tenants) for each in tenant_ids)
    used = month_as_it_was(margins, month_usage(twilio, account_sid, month), tenants.price_book)
    return Reconciled(
        tenant_ids=tenant_ids,
        margins=margins,
        allowance=sum(each.use.messages_per_day for each in margins),
        by_day=messages_by_day(twilio, account_sid, month),
        month=used,
        lines=tuple(differences(margins, used)),
        alerts=None if alerts is None else sum(alerts.get(each, 0) for each in tenant_ids),
    )


def _billed(twilio: Connection, month: Month) -> Decimal | None:
    try:
        return total_price(twilio, twilio.account_sid, month)
    except Exception:  # noqa: BLE001 - the tenants' figures stand without the total, which is shown as not known
        return None


def _sorted(accounts: Iterable[Reconciled]) -> tuple[Reconciled, ...]:
    return tuple(sorted(accounts, key=lambda each: each.tenant_ids))

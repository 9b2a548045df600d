"""The figures of a reconciliation, as all its formats show them. Money is rounded by `finance.figures` alone."""

from typing import Any

from finance.figures import cents, of_difference, of_profit
from owl.reconciliation.reconciliation import Reconciled, Reconciliation


def figures(found: Reconciliation) -> dict[str, Any]:
    """Return the figures: money as text, keys in a fixed order."""
    return {
        "month": str(found.month),
        "is_over": found.is_over,
        "accounts": [_of_account(found, each) for each in found.accounts],
        "total": {"full_use": of_profit(found.full_use), "as_it_was": of_profit(found.as_it_was)},
        "billed_by_twilio": None if found.billed is None else cents(found.billed),
        "billed_to_other_accounts": None if found.elsewhere is None else cents(found.elsewhere),
        "not_read": [{"tenants": list(each.tenant_ids), "reason": each.reason} for each in found.not_read],
        "not_counted": list(found.not_counted),
    }


def _of_account(found: Reconciliation, account: Reconciled) -> dict[str, Any]:
    return {
        "tenant": ", ".join(account.tenant_ids),
        "tenants": list(account.tenant_ids),
        "packages": [each.package for each in account.margins],
        "allowance_per_day": account.allowance,
        "allowance": account.allowance * found.month.days,
        "messages": account.month.messages,
        "days_at_allowance": [day.isoformat() for day in account.days_at_allowance],
        "above_allowance": account.above_allowance,
        "alerts_received": account.alerts,
        "full_use": of_profit(account.full_use),
        "as_it_was": of_profit(account.month),
        "billed_by_twilio": cents(account.month.billed),
        "lines": [of_difference(each) for each in account.lines],
    }

"""The figures of a reconciliation, as all its formats show them. Money is rounded by `finance.figures` alone."""

from typing import Any

from finance.figures import cents, of_difference, of_profit
from owl.reconciliation.reconciliation import Reconciled, Reconciliation


def figures(found: Reconciliation) -> dict[str, Any]:
    """Return the figures: money as text, keys in a fixed order."""
    return {
        "month": str(found.month),
        "is_over": found.is_over,
        "tenants": [_of_tenant(found, each) for each in found.tenants],
        "total": {"full_use": of_profit(found.full_use), "as_it_was": of_profit(found.as_it_was)},
        "billed_by_twilio": None if found.billed is None else cents(found.billed),
        "billed_outside_this_report": None if found.elsewhere is None else cents(found.elsewhere),
        "not_read": [{"tenant": each.tenant_id, "reason": each.reason} for each in found.not_read],
        "unread_cells": [{"stack": name, "reason": reason} for name, reason in found.unread.items()],
        "not_counted": list(found.not_counted),
        "not_yet": list(found.not_yet),
    }


def _of_tenant(found: Reconciliation, tenant: Reconciled) -> dict[str, Any]:
    return {
        "tenant": tenant.tenant_id,
        "package": tenant.margin.package,
        "allowance_per_day": tenant.allowance,
        "allowance": tenant.allowance * found.month.days,
        "messages": tenant.month.messages,
        "days_at_allowance": [day.isoformat() for day in tenant.days_at_allowance],
        "above_allowance": tenant.above_allowance,
        "alerts_received": tenant.alerts,
        "full_use": of_profit(tenant.margin),
        "as_it_was": of_profit(tenant.month),
        "billed_by_twilio": cents(tenant.month.billed),
        "lines": [of_difference(each) for each in tenant.lines],
    }

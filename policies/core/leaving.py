"""Tenants that are leaving, and tenants that have left."""

import datetime as dt
from collections.abc import Iterable

from tenants.model import Tenant


def has_account(tenant: Tenant, today: dt.date) -> bool:
    """Return whether a tenant has or will have an account, which is closed after a leaving tenant's hold."""
    return tenant.offboarding is None or today < tenant.offboarding.closes_on


def is_ending(tenant: Tenant, today: dt.date) -> bool:
    """Return whether a tenant's leaving date has come."""
    return tenant.offboarding is not None and today >= tenant.offboarding.on


def accounts(tenants: Iterable[Tenant], today: dt.date) -> int:
    """Return the number of accounts of the tenants."""
    return sum(has_account(tenant, today) for tenant in tenants)

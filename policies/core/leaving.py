"""Which tenants leave, and which have left."""

import datetime as dt
from collections.abc import Iterable

from tenants.model import Tenant


def has_account(tenant: Tenant, today: dt.date) -> bool:
    """Whether a tenant has an account, or is to have one: it ends when a leaving tenant has been held."""
    return tenant.offboarding is None or today < tenant.offboarding.closes_on


def is_ending(tenant: Tenant, today: dt.date) -> bool:
    """Whether the day has come on which a tenant leaves."""
    return tenant.offboarding is not None and today >= tenant.offboarding.on


def accounts(tenants: Iterable[Tenant], today: dt.date) -> int:
    """Count the accounts of tenants."""
    return sum(has_account(tenant, today) for tenant in tenants)

"""Few tenants lose something for good at once.

A slip that closes one tenant is a bad day; one that closes many is the end of trust in the product. Where more than one
tenant, and more than a tenth of all, leave or have leave to replace something, somebody confirms it: by a waiver of
this rule without a tenant.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.leaving import has_account, is_ending
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from policies.core.volume import AtLeastOne
from tenants.model import Tenant

_NAMED = 5
"""How many tenants a message names."""


class BlastRadius(Parameters):
    """What can be set of this rule. Both must be exceeded."""

    most: AtLeastOne = 1
    """Tenants."""

    percent: Annotated[int, Field(ge=0, le=100)] = 10
    """Of all tenants."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts", "the ISV's own rule"),
    fix="take one tenant after the other, or confirm it by a waiver of blast-radius without a tenant, for a day or two",
    parameters=BlastRadius(),
    has_limit=True,
)


def check(case: AllTenantsCase[BlastRadius]) -> Iterator[Violation]:
    """Count the tenants that may lose something today. The finding is no single tenant's, so that one waiver does."""
    every = case.policy_input.tenants.by_id
    names = [name for name, tenant in every.items() if _may_lose(tenant, case.policy_input.today)]
    if len(names) > case.parameters.most and 100 * len(names) > case.parameters.percent * len(every):
        shown = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
        message = (
            f"{len(names)} of {len(every)} tenants leave or may have something replaced ({shown}); unconfirmed may "
            f"{case.parameters.most}, or {case.parameters.percent} % of all"
        )
        yield Violation("", message)


def _may_lose(tenant: Tenant, today: dt.date) -> bool:
    is_leaving = is_ending(tenant, today) and has_account(tenant, today)
    return is_leaving or any(approval.counts(today) for approval in tenant.approvals)


rule.for_all_tenants(check)

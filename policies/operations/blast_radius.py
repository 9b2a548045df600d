"""Only a few tenants lose resources in one run.

Closing one tenant by mistake is a bad day; closing many ends customers' trust in the product. If more than one tenant
and more than a tenth of all tenants leave, or have an approval for a replacement, someone must confirm it with a waiver
of this rule without a tenant.
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
"""Number of tenants that a message names."""


class BlastRadius(Parameters):
    """Parameters of this rule. A finding needs both to be exceeded."""

    most: AtLeastOne = 1
    """Maximum number of tenants."""

    percent: Annotated[int, Field(ge=0, le=100)] = 10
    """Maximum percentage of all tenants."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts", "the ISV's own rule"),
    fix="change one tenant at a time, or confirm it with a waiver of blast-radius without a tenant, for a day or two",
    parameters=BlastRadius(),
    has_limit=True,
)


def check(case: AllTenantsCase[BlastRadius]) -> Iterator[Violation]:
    """Count the tenants that may lose something today. The finding belongs to no tenant, so one waiver covers it."""
    every = case.policy_input.tenants.by_id
    names = [name for name, tenant in every.items() if _may_lose(tenant, case.policy_input.today)]
    if len(names) > case.parameters.most and 100 * len(names) > case.parameters.percent * len(every):
        shown = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
        message = (
            f"{len(names)} of {len(every)} tenants leave or have an approval for a replacement ({shown}); without "
            f"confirmation at most {case.parameters.most}, or {case.parameters.percent} % of all, may do so"
        )
        yield Violation("", message)


def _may_lose(tenant: Tenant, today: dt.date) -> bool:
    is_leaving = is_ending(tenant, today) and has_account(tenant, today)
    return is_leaving or any(approval.counts(today) for approval in tenant.approvals)


rule.for_all_tenants(check)

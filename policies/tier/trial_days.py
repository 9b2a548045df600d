"""A free trial ends.

After its days, a tenant buys a package or leaves. A trial that goes on is a customer who pays nothing.
"""

import datetime as dt
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="name a paid package, or remove the tenant's file; `owl send` sends nothing after the trial",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the days since the trial's first day with the package's."""
    trial, began = case.package.trial, case.tenant.trial_started
    if trial is None:
        return
    if began is None:
        message = f"package {case.tenant.package!r} is a trial, but the file has no trial_started"
        yield Violation("package", message, fix="write the first day: 'trial_started: 2026-12-01'")
    elif case.policy_input.today >= began + dt.timedelta(days=trial.days):
        yield Violation("trial_started", f"the trial began on {began} and lasted {trial.days} days")


rule.for_tenant(check)

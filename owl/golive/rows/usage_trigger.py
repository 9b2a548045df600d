"""A usage trigger at the tenant's allowance calls the ISV."""

from owl.doctor.check import Verdict
from owl.doctor.checks.usage_alert import check
from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing


def judge(tenant: TenantGoLive) -> Outcome:
    """Take the doctor's check."""
    finding = check.judge(tenant.facts)
    return done(finding.evidence) if finding.verdict is Verdict.OK else missing(finding.evidence, finding.remedy)


row = TenantRow(__name__, Part.FINANCE, judge)

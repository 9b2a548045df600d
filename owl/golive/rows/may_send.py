"""The tenant may send: its account, registration, number and key are as they must be."""

from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing


def judge(tenant: TenantGoLive) -> Outcome:
    """Take the one definition of may send."""
    status = tenant.diagnosis.status
    if status.may_send:
        return done(status.summary)
    return missing(status.summary, status.remedy or f"`owl status {tenant.tenant_id} --stack {tenant.stack}`")


row = TenantRow(__name__, Part.TECHNOLOGY, judge)

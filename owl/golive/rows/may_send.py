"""The tenant may send: its account, registration, number and key are as they must be."""

from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing
from owl.rendering.on_stack import on_stack


def judge(tenant: TenantGoLive) -> Outcome:
    """Take the one definition of may send."""
    status = tenant.diagnosis.status
    if status.may_send:
        return done(status.summary)
    command = on_stack(f"owl status {tenant.tenant_id}", tenant.stack)
    return missing(status.summary, status.remedy or f"`{command}`")


row = TenantRow(__name__, Part.TECHNOLOGY, judge)

"""The tenant has contacts who agreed to test messages."""

from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing
from tenants.model.naming import tenant_file


def judge(tenant: TenantGoLive) -> Outcome:
    """Count them; the model requires their consent."""
    count = len(tenant.declared.contacts)
    if count:
        return done(f"{count} with recorded consent")
    return missing("none", f"add somebody who works there to `contacts` in {tenant_file(tenant.tenant_id)}")


row = TenantRow(__name__, Part.TECHNOLOGY, judge)

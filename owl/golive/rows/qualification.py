"""Pre-sales has asked the tenant what it needs, and the solution fits."""

from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing
from policies.core.registry import rules
from tenants.model.naming import tenant_file

FAMILY = "qualification"


def judge(tenant: TenantGoLive) -> Outcome:
    """Check the answers, and the findings of the rules about them."""
    if tenant.declared.qualification is None:
        return missing("nobody has asked", f"ask, and write `qualification` into {tenant_file(tenant.tenant_id)}")
    found = [each for each in tenant.findings if each.rule in rules() and rules()[each.rule].family == FAMILY]
    if found:
        return missing(found[0].message, found[0].fix)
    return done("asked, and it fits")


row = TenantRow(__name__, Part.ENABLEMENT, judge)

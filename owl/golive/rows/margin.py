"""The tenant's margin is above the floor, even if it uses all that it bought."""

from finance import margin_of_tenant
from finance.figures import of_profit, percent
from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing
from policies.tier.margin_floor import rule


def judge(tenant: TenantGoLive) -> Outcome:
    """Take the finding of the rule."""
    declared, tenants = tenant.declared, tenant.facts.stack.tenants
    found = [each for each in tenant.findings if each.rule == rule.id]
    if found or tenants is None:
        return missing(found[0].message if found else "unknown", f"`owl margin {tenant.tenant_id}`")
    return done(f"{percent(of_profit(margin_of_tenant(declared, tenants))['margin_percent'])} at full use")


row = TenantRow(__name__, Part.FINANCE, judge)

"""The rules find nothing in the tenant's file."""

from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing


def judge(tenant: TenantGoLive) -> Outcome:
    """Name the first finding, mandatory ones first."""
    if not tenant.findings:
        return done("no findings")
    first = min(tenant.findings, key=lambda each: not each.is_fatal)
    return missing(f"{len(tenant.findings)} of `owl check`: {first.text}", first.fix)


row = TenantRow(__name__, Part.SECURITY, judge)

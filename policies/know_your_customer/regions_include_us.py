"""Businesses that are in the US or Canada, or that text people there, operate there.

Twilio compares the regions of operation with the address of the business.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model.sections.business import RegionOfOperation

_COUNTRIES = ("US", "CA")

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="add USA_AND_CANADA",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the regions of operation include the address and whom the tenant texts."""
    business = case.tenant.business
    if RegionOfOperation.USA_AND_CANADA in business.regions_of_operation:
        return
    if business.address.country in _COUNTRIES:
        why = "the business's address is there"
    elif texted := [each for each in case.tenant.messaging.destinations if each in _COUNTRIES]:
        why = f"the tenant texts {' and '.join(texted)}"
    else:
        return
    yield Violation("business.regions_of_operation", f"'USA_AND_CANADA' is missing, but {why}")


rule.for_tenant(check)

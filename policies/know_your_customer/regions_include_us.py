"""A US business operates in the US.

Twilio compares where the business says it operates with its address, which is in the US here.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model.sections.business import RegionOfOperation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="add USA_AND_CANADA",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the region of the address."""
    if RegionOfOperation.USA_AND_CANADA not in case.tenant.business.regions_of_operation:
        yield Violation("business.regions_of_operation", "'USA_AND_CANADA' is missing, where the business's address is")


rule.for_tenant(check)

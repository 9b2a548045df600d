"""US businesses operate in the US.

Twilio compares the regions of operation with the address of the business, which here is always in the US.
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
    """Check that the regions of operation include the address."""
    if RegionOfOperation.USA_AND_CANADA not in case.tenant.business.regions_of_operation:
        yield Violation(
            "business.regions_of_operation", "'USA_AND_CANADA' is missing, but the business's address is there"
        )


rule.for_tenant(check)

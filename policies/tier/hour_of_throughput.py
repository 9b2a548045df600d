"""What a package allows in a day can be sent within an hour.

Shops send their reminders together. Carriers take a campaign's segments at a rate of their own (error 30022 above it),
and Twilio keeps the rest waiting. Where a day's allowance takes longer than an hour, a reminder may come too late.
Counted is the slowest case, that all customers have one carrier.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.volume import AtLeastOne, CarrierLimits, segments_per_day

MINUTES = 60


class SegmentsPerMinute(CarrierLimits):
    """What can be set of this rule: segments a minute to one carrier."""

    sole_proprietor: AtLeastOne = 15
    low_volume: AtLeastOne = 75
    standard: AtLeastOne = 240


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=(
        "https://www.twilio.com/docs/api/errors/30022",
        "https://developers.telnyx.com/docs/messaging/messages/rate-limiting",
    ),
    fix="tell the tenant to spread its messages over the day, or sell a package with a smaller allowance",
    parameters=SegmentsPerMinute(),
    has_limit=True,
)


def check(case: TenantCase[SegmentsPerMinute]) -> Iterator[Violation]:
    """Compare a full day with what goes out in an hour."""
    rate, whose = case.parameters.of(case.tenant)
    sent = segments_per_day(case.tenant, case.policy_input.tenants)
    if sent > rate * MINUTES:
        message = (
            f"package {case.tenant.package!r} allows {sent:,} segments a day, and a carrier takes "
            f"{rate * MINUTES:,} an hour from {whose}"
        )
        yield Violation("package", message)


rule.for_tenant(check)

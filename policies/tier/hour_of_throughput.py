"""The package's daily volume can be sent within an hour.

Businesses send their reminders together. Carriers limit a campaign's throughput (error 30022 above it), and Twilio
queues the rest. If a day's allowance takes longer than an hour, reminders may arrive too late. The rule assumes the
worst case, that all customers have the same carrier.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.volume import AtLeastOne, CarrierLimits, segments_per_day

MINUTES = 60


class SegmentsPerMinute(CarrierLimits):
    """Parameters of this rule: throughput to one carrier, in segments per minute."""

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
    fix="ask the tenant to spread its messages over the day, or sell a package with a smaller allowance",
    parameters=SegmentsPerMinute(),
    has_limit=True,
)


def check(case: TenantCase[SegmentsPerMinute]) -> Iterator[Violation]:
    """Compare a full day with what can be sent in an hour."""
    if case.tenant.brand is None:  # the throughput of a toll-free number depends on nothing that the file says
        return
    rate, whose = case.parameters.of(case.tenant)
    sent = segments_per_day(case.tenant, case.policy_input.tenants)
    if sent > rate * MINUTES:
        message = (
            f"package {case.tenant.package!r} allows {sent:,} segments a day, but a carrier's throughput "
            f"for {whose} is {rate * MINUTES:,} an hour"
        )
        yield Violation("package", message)


rule.for_tenant(check)

"""The package's volume fits T-Mobile's daily cap.

T-Mobile counts the segments per brand and day, across all providers, and refuses the rest until midnight Pacific time:
error 30023, for messages that the tenant has paid for. The rule assumes the full allowance at the longest templates and
T-Mobile's share in the price book, a nationwide average. A standard brand counts with the lowest trust score; raise
`standard` once scores are known.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.volume import CarrierLimits, segments_per_day, to_t_mobile

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30023",
        "https://support.twilio.com/hc/en-us/articles/1260804800549",
    ),
    fix="sell a package with a smaller allowance, choose shorter templates, or register a brand with a higher cap",
    parameters=CarrierLimits(),
    has_limit=True,
)


def check(case: TenantCase[CarrierLimits]) -> Iterator[Violation]:
    """Compare T-Mobile's share of a full day with the cap."""
    if case.tenant.brand is None:  # a toll-free number has no such cap
        return
    cap, whose = case.parameters.of(case.tenant)
    sent = segments_per_day(case.tenant, case.policy_input.tenants)
    expected = to_t_mobile(sent, case.policy_input.tenants)
    if expected > cap:
        message = (
            f"package {case.tenant.package!r} allows {sent:,} segments a day, of which {expected:,.2f} are expected to "
            f"go to T-Mobile, but T-Mobile's daily cap for {whose} is {cap:,}"
        )
        yield Violation("package", message)


rule.for_tenant(check)

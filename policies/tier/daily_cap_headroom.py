"""The whole package volume fits T-Mobile's daily cap.

A tenant's customers may not be spread over carriers like the nation: in some places nearly all use T-Mobile. If the
whole allowance fits T-Mobile's cap, error 30023 can't occur.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.volume import CarrierLimits, segments_per_day

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=(
        "https://www.twilio.com/docs/api/errors/30023",
        "https://support.twilio.com/hc/en-us/articles/1260804800549",
    ),
    fix="ask the tenant which carriers its customers use, or sell a package with a smaller allowance",
    parameters=CarrierLimits(),
    has_limit=True,
)


def check(case: TenantCase[CarrierLimits]) -> Iterator[Violation]:
    """Compare a full day with the cap."""
    if case.tenant.brand is None:  # a toll-free number has no such cap
        return
    cap, whose = case.parameters.of(case.tenant)
    sent = segments_per_day(case.tenant, case.policy_input.tenants)
    if sent > cap:
        message = (
            f"package {case.tenant.package!r} allows {sent:,} segments a day, but T-Mobile's daily cap for {whose} is "
            f"{cap:,}, which is too low if most customers use T-Mobile"
        )
        yield Violation("package", message)


rule.for_tenant(check)

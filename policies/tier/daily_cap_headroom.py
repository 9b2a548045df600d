"""All that a package allows may go to T-Mobile.

A shop's customers need not be spread over the carriers as the nation is: in some places nearly all have T-Mobile. Where
the whole allowance is within T-Mobile's cap, no day can end in error 30023.
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
    fix="ask the tenant which carrier its customers have, or sell a package with a smaller allowance",
    parameters=CarrierLimits(),
    has_limit=True,
)


def check(case: TenantCase[CarrierLimits]) -> Iterator[Violation]:
    """Compare a full day with the cap."""
    cap, whose = case.parameters.of(case.tenant)
    sent = segments_per_day(case.tenant, case.policy_input.tenants)
    if sent > cap:
        message = (
            f"package {case.tenant.package!r} allows {sent:,} segments a day, and T-Mobile takes {cap:,} from {whose}, "
            "which is too few where most customers have T-Mobile"
        )
        yield Violation("package", message)


rule.for_tenant(check)

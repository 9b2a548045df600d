"""What a package allows stays within T-Mobile's cap of a day.

T-Mobile counts the segments that a brand sends its customers in a day, whoever sends them, and refuses the rest until
midnight, Pacific time: error 30023, for messages that the tenant has paid for. Counted is the allowance at the
templates' longest, of which T-Mobile delivers its share in the price book, an average of the nation. A standard brand
counts with the lowest score; set `standard` higher once scores are known.
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
    fix="sell a package with a smaller allowance, choose shorter templates, or register a brand that may send more",
    parameters=CarrierLimits(),
    has_limit=True,
)


def check(case: TenantCase[CarrierLimits]) -> Iterator[Violation]:
    """Compare T-Mobile's share of a full day with the cap."""
    cap, whose = case.parameters.of(case.tenant)
    sent = segments_per_day(case.tenant, case.policy_input.tenants)
    expected = to_t_mobile(sent, case.policy_input.tenants)
    if expected > cap:
        message = (
            f"of the {sent:,} segments a day of package {case.tenant.package!r}, {expected:,.2f} are expected to go "
            f"to T-Mobile, which takes {cap:,} from {whose}"
        )
        yield Violation("package", message)


rule.for_tenant(check)

"""A sample names the business.

Reviewers read the samples as a customer would and look for who writes. Where no sample says so, the campaign is
rejected with error 30893, and another review takes days.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import names_business

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30893",),
    fix="begin a sample with the shop's name, as in 'Acme: your order is ready.'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the tenant's name in any sample."""
    if not any(names_business(sample, case) for _, sample in case.samples):
        yield Violation(case.samples[0][0], f"no sample names {case.tenant.name!r}")


rule.for_tenant(check)

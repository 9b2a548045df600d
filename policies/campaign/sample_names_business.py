"""At least one sample message names the business.

Reviewers read the samples as a customer would and look for the sender. "The clinic" and "Dana at the front desk" are no
sender. If no sample names the business, the campaign is rejected with error 30893, and another review takes days.
"""

from collections.abc import Iterator

from policies.core.names import speaks_for
from policies.core.rule import Correction, Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import names_business

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://www.twilio.com/docs/api/errors/30927",
    ),
    fix="begin a sample with the business name, for example 'Acme: your order is ready.'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that at least one sample names the business."""
    if not any(speaks_for(sample, case) or names_business(sample, case) for _, sample in case.samples):
        path, sample = case.samples[0]
        correction = Correction(path, f"{case.tenant.name}: ", 0)
        message = f"no sample message names {case.tenant.name!r}"
        yield Violation(path, message, span=(0, len(sample.rstrip())), correction=correction)


rule.for_tenant(check)

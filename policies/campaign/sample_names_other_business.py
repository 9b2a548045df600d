"""Sample messages speak for no other business.

A sample with the name of another client, a sister company or a demo shows that someone else will send. Reviewers say
that the samples don't match the brand, and reject the campaign with error 30893 or 30927.
"""

from collections.abc import Iterator

from policies.core.names import is_of_business, sender_of, speaks_for
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://www.twilio.com/docs/api/errors/30927",
        "https://support.intulse.com/articles/10dlc-registration/campaign-error-codes",
    ),
    fix="write the samples in the name of this business only",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a sender at the beginning of a sample that is not the business."""
    for path, sample in case.samples:
        sender = None if speaks_for(sample, case) else sender_of(sample)
        if sender and not is_of_business(sample[slice(*sender)], case):
            message = f"{sample[slice(*sender)]!r} is not {case.tenant.name!r}"
            yield Violation(path, message, span=sender)


rule.for_tenant(check)

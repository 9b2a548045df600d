"""A sample says how to opt out.

Whoever gets a message must know how to get no more. Reviewers look for it in the samples; where none says it, the
campaign is rejected with error 30893, and another review takes days.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import OPT_OUT

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30893", "https://www.twilio.com/docs/api/errors/30887"),
    fix="end a sample with 'Reply STOP to opt out.'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the opt-out in any sample."""
    if not any(OPT_OUT.search(sample) for _, sample in case.samples):
        yield Violation(case.samples[0][0], "no sample says how to opt out")


rule.for_tenant(check)

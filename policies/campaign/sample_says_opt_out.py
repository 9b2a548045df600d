"""At least one sample message says how to opt out.

Recipients must know how to stop the messages, and reviewers look for it in the samples: a keyword and what to do with
it. A slogan such as "Don't stop now" or a setting somewhere does not count. If no sample says how, the campaign is
rejected with error 30893, and another review takes days.
"""

from collections.abc import Iterator

from policies.core.rule import Correction, Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import with_period
from policies.language.disclosures import opt_out
from policies.language.reading import read

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://www.twilio.com/docs/api/errors/30887",
    ),
    fix="end a sample with 'Reply STOP to opt out.'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that at least one sample says how to opt out."""
    if not any(opt_out(read(sample)) for _, sample in case.samples):
        path, sample = case.samples[0]
        end = len(sample.rstrip())
        correction = Correction(path, with_period(sample, end, "Reply STOP to opt out."), end)
        yield Violation(path, "no sample message says how to opt out", span=(0, end), correction=correction)


rule.for_tenant(check)

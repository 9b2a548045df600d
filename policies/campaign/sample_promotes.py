"""Samples of a use case for something else do not advertise.

Reviewers read advertising where none was registered as another use case, and reject the campaign with error 30893.
"""

from collections.abc import Iterator

from policies.core.promotion import TRANSACTIONAL, advertising
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://help.twilio.com/articles/11847054539547",
    ),
    fix="leave the offer out, or register the use case MARKETING, MIXED or LOW_VOLUME",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for words that surely advertise."""
    use_case = case.tenant.campaign.use_case
    if use_case not in TRANSACTIONAL:
        return
    for path, sample in case.samples:
        if found := advertising(sample):
            yield Violation(path, f"{found!r} advertises, and the use case {use_case} is not for that")


rule.for_tenant(check)

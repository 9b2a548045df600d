"""Sample messages of transactional use cases don't promote.

Reviewers treat a promotion under a transactional use case as a mismatch, and reject the campaign with error 30893.
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
    fix="remove the offer, or register the use case MARKETING, MIXED or LOW_VOLUME",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find words that are certainly promotional."""
    use_case = case.tenant.campaign.use_case
    if use_case not in TRANSACTIONAL:
        return
    for path, sample in case.samples:
        if found := advertising(sample):
            yield Violation(path, f"{found!r} is promotional, but the use case {use_case} doesn't allow promotion")


rule.for_tenant(check)

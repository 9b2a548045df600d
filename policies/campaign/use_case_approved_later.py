"""A special use case is approved by carriers after the review.

Twilio lists use cases that carriers decide about on their own, once the campaign is through the review. Until then it
sends nothing, and they may turn it down.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import UseCase

_LATER = frozenset(
    {
        UseCase.AGENTS_FRANCHISES,
        UseCase.EMERGENCY,
        UseCase.K12_EDUCATION,
        UseCase.PROXY,
        UseCase.SOCIAL,
        UseCase.SWEEPSTAKE,
    }
)

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/docs/messaging/api/usapptoperson-usecase-resource",),
    fix="plan for the wait, or register the use case that the messages are for besides",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look the use case up among those with `post_approval_required`."""
    use_case = case.tenant.campaign.use_case
    if use_case in _LATER:
        yield Violation("campaign.use_case", f"{use_case} needs the carriers' approval after the review")


rule.for_tenant(check)

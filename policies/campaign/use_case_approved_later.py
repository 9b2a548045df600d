"""Special use cases need carrier approval after the review.

Carriers decide on some use cases themselves once the campaign has passed the review. Until then it can't send, and they
may still reject it.
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
    fix="plan for the wait, or register a use case without carrier approval that matches the messages",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find use cases that Twilio lists with `post_approval_required`."""
    use_case = case.campaign.use_case
    if use_case in _LATER:
        yield Violation("campaign.use_case", f"{use_case} needs carrier approval after the review")


rule.for_tenant(check)

"""Who advertises registers a use case that may.

Carriers hold a campaign to what it was registered for. Where the messages are other than the use case, reviewers reject
it with error 30893, and later on carriers block it.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import UseCase

WITHOUT_ADVERTISING = frozenset(
    {
        UseCase.TWO_FACTOR_AUTHENTICATION,
        UseCase.ACCOUNT_NOTIFICATION,
        UseCase.CUSTOMER_CARE,
        UseCase.DELIVERY_NOTIFICATION,
        UseCase.FRAUD_ALERT,
        UseCase.SECURITY_ALERT,
    }
)
"""Use cases that are about something a customer has or did, and about nothing else."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://www.twilio.com/docs/messaging/api/usapptoperson-resource",
    ),
    fix="register MARKETING, MIXED or, for few messages, LOW_VOLUME; or have the customer do without advertising",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for advertising under a use case that has none."""
    qualification, use_case = case.tenant.qualification, case.tenant.campaign.use_case
    if qualification and qualification.promotional_share and use_case in WITHOUT_ADVERTISING:
        message = f"{qualification.promotional_share} % of the messages advertise, and use case {use_case} allows none"
        yield Violation("qualification.promotional_share", message)


rule.for_tenant(check)

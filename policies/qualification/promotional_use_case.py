"""Tenants with promotional messages register a use case that allows them.

Carriers hold a campaign to its registered use case. If the messages don't match it, reviewers reject the campaign with
error 30893, or carriers block it later.
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
"""Use cases only for messages about something that a customer has or did."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://www.twilio.com/docs/messaging/api/usapptoperson-resource",
    ),
    fix="register MARKETING, MIXED or, for a low volume, LOW_VOLUME; or agree with the customer on no promotion",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find promotional messages under a use case that doesn't allow them."""
    if case.tenant.campaign is None:
        return
    qualification, use_case = case.tenant.qualification, case.campaign.use_case
    if qualification and qualification.promotional_share and use_case in WITHOUT_ADVERTISING:
        message = (
            f"{qualification.promotional_share} % of the messages are promotional, but use case {use_case} allows none"
        )
        yield Violation("qualification.promotional_share", message)


rule.for_tenant(check)

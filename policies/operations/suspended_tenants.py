"""Nobody pays for long for what cannot be used.

A suspended tenant sends nothing and keeps what it has: its campaign and its numbers are charged every month.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import State

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/docs/iam/api/subaccounts",),
    fix="set state to active again, or to closed with offboarding",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Say what a suspended tenant costs."""
    tenant, book = case.tenant, case.policy_input.tenants.price_book
    if tenant.state is State.SUSPENDED:
        numbers = 1 + len(tenant.additional_phone_numbers)
        campaign = 0 if tenant.brand.mock else book.campaign(tenant.campaign.use_case).monthly
        cost = campaign + numbers * book.phone_number.monthly
        yield Violation("state", f"the tenant is suspended and costs ${cost:,.2f} a month, for campaign and numbers")


rule.for_tenant(check)

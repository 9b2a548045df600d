"""Tenants don't stay suspended.

A suspended tenant can't send but keeps its resources: its campaign and numbers are still billed every month.
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
    fix="set state back to active, or to closed with offboarding",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Report what each suspended tenant costs."""
    tenant, book = case.tenant, case.policy_input.tenants.price_book
    if tenant.state is State.SUSPENDED:
        numbers = 1 + len(tenant.additional_phone_numbers)
        campaign = 0 if tenant.brand.mock else book.campaign(tenant.campaign.use_case).monthly
        cost = campaign + numbers * book.phone_number.monthly
        yield Violation(
            "state", f"the tenant is suspended, but its campaign and numbers still cost ${cost:,.2f} a month"
        )


rule.for_tenant(check)

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
        numbers = (tenant.phone_number is not None) + len(tenant.additional_phone_numbers)
        is_mock = tenant.brand is not None and tenant.brand.mock
        campaign = book.campaign(tenant.campaign.use_case).monthly if tenant.campaign and not is_mock else 0
        toll_free = book.toll_free_number.monthly if tenant.toll_free else 0
        abroad = sum(
            book.international_number(each.iso_country, each.number_type).monthly for each in tenant.international
        )
        cost = campaign + numbers * book.phone_number.monthly + toll_free + abroad
        yield Violation(
            "state", f"the tenant is suspended, but its campaign and numbers still cost ${cost:,.2f} a month"
        )


rule.for_tenant(check)

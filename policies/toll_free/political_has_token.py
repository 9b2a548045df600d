"""Election campaigns have a token of Campaign Verify for their toll-free number.

Since February 2026 a political organization (527) needs one.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import UseCaseCategory

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30501",),
    fix="get a token from Campaign Verify, and give it as vetting_id",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find election campaigns without a token."""
    declared = case.toll_free
    if UseCaseCategory.POLITICAL_ELECTION_CAMPAIGNS in declared.use_case_categories and declared.vetting_id is None:
        message = "POLITICAL_ELECTION_CAMPAIGNS needs a token of Campaign Verify, but vetting_id is missing"
        yield Violation("senders.toll_free.use_case_categories", message)


rule.for_tenant(check)

"""The parent account has enough subaccounts.

Twilio allows a parent account 1,000 subaccounts by default and refuses the next with error 21480, which leaves the
tenant half deployed. An account that is held before it is closed counts.
"""

from collections.abc import Iterator

from policies.core.leaving import accounts
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from policies.core.volume import AtLeastOne


class SubaccountLimit(Parameters):
    """Parameters of this rule."""

    most: AtLeastOne = 1_000
    """Maximum number of subaccounts in the parent account."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/21480", "https://www.twilio.com/docs/iam/api/subaccounts"),
    fix="have Twilio Support raise the limit, and set `most` to it",
    parameters=SubaccountLimit(),
    has_limit=True,
)


def check(case: AllTenantsCase[SubaccountLimit]) -> Iterator[Violation]:
    """Count the tenants' accounts."""
    needed = accounts(case.policy_input.tenants, case.policy_input.today)
    if needed > case.parameters.most:
        message = (
            f"{needed:,} tenants need a subaccount each, but the parent account is limited to {case.parameters.most:,}"
        )
        yield Violation("", message)


rule.for_all_tenants(check)

"""The subaccount limit is raised before it is reached.

Twilio Support decides on a parent account's limit (error 21480 above it), which takes days: ask while there is room.
"""

from collections.abc import Iterator

from policies.core.leaving import accounts
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from policies.core.volume import AtLeastOne


class SubaccountLimitNear(Parameters):
    """Parameters of this rule."""

    warn_from: AtLeastOne = 900
    """Number of subaccounts from which to ask for a higher limit."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/api/errors/21480", "https://www.twilio.com/docs/iam/api/subaccounts"),
    fix="ask Twilio Support for a higher limit now, and set the limit of this rule and of subaccount-limit to it",
    parameters=SubaccountLimitNear(),
    has_limit=True,
)


def check(case: AllTenantsCase[SubaccountLimitNear]) -> Iterator[Violation]:
    """Count the tenants' accounts."""
    needed = accounts(case.policy_input.tenants, case.policy_input.today)
    if needed >= case.parameters.warn_from:
        yield Violation(
            "", f"{needed:,} tenants need a subaccount each; ask for a higher limit at {case.parameters.warn_from:,}"
        )


rule.for_all_tenants(check)

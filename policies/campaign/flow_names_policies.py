"""Message flows point to the terms and the privacy policy.

Customers must be able to read both where they opt in. A message flow that does not show this is incomplete, and the
campaign is rejected with error 30909 or 30896.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, any_of

_TERMS = any_of("terms", "T&C", "T&Cs", "TOS")
_PRIVACY = any_of("privacy")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30909",
        "https://www.twilio.com/docs/api/errors/30896",
    ),
    fix="say that both are linked where customers opt in, or give their URLs",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the message flow mentions or links both."""
    campaign = case.tenant.campaign
    flow = campaign.message_flow
    ways = {
        "the terms": _TERMS.search(flow) or campaign.terms_and_conditions_url in flow,
        "the privacy policy": _PRIVACY.search(flow) or campaign.privacy_policy_url in flow,
    }
    missing = [name for name, found in ways.items() if not found]
    if missing:
        yield Violation(FLOW, f"the message flow doesn't point to {' and '.join(missing)}")


rule.for_tenant(check)

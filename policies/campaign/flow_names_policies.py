"""Message flows point to the terms and the privacy policy.

Customers must be able to read both where they opt in. "Your privacy is important to us" points to nothing. A message
flow that does not show both is incomplete, and the campaign is rejected with error 30908, 30933 or 30909.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking
from policies.language.disclosures import privacy, terms

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30908",
        "https://www.twilio.com/docs/api/errors/30933",
        "https://www.twilio.com/docs/api/errors/30909",
        "https://www.twilio.com/docs/api/errors/30896",
    ),
    fix="say that both are linked where customers opt in, or give their URLs",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the message flow mentions or links both."""
    campaign = case.campaign
    flow = flow_of(case)
    ways = {
        "the terms": terms(flow) or campaign.terms_and_conditions_url in flow.text,
        "the privacy policy": privacy(flow) or campaign.privacy_policy_url in flow.text,
    }
    missing = [name for name, found in ways.items() if not found]
    if missing:
        pages = {
            "the terms": f"Terms at {campaign.terms_and_conditions_url}",
            "the privacy policy": f"Privacy policy at {campaign.privacy_policy_url}",
        }
        wording = " ".join(f"{pages[name]} ." for name in missing).replace(" .", ".")
        yield lacking(FLOW, flow, f"the message flow doesn't point to {' and '.join(missing)}", wording)


rule.for_tenant(check)

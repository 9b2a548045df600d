"""Mobile numbers and opt-in consent are not shared.

Consent covers one sender. A message flow that lets mobile numbers or consent go to others who send messages of their
own contradicts every privacy policy that carriers accept. Reviewers call it data sharing with third parties, and reject
the campaign with error 30932 or 30908. A carrier, and a provider that sends for the business, are no third parties.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.passages import faulty

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30932",
        "https://www.twilio.com/docs/api/errors/30908",
        "https://www.twilio.com/docs/api/errors/30896",
        "https://www.twilio.com/docs/api/errors/30919",
    ),
    fix="don't share mobile numbers or consent with anyone, and say so in the message flow",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find wording that allows sharing: said, or left over by a denial."""
    flow = flow_of(case)
    if found := faulty(flow, "data-shared"):
        yield finding(FLOW, flow, found, "mobile numbers and consent must not be shared")


rule.for_tenant(check)

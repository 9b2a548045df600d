"""Consent is not a condition of purchase.

Customers can buy without opting in to messages. A message flow that states this answers the reviewers' question; one
that leaves it open may be asked about, with error 30923 or 30931. For marketing it is the law: 47 CFR 64.1200(f)(9).
Reviewers commonly ask for it, so this is advice.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking
from policies.language.vocabulary import PURCHASE_FREE

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=(
        "https://www.twilio.com/docs/api/errors/30923",
        "https://www.twilio.com/docs/api/errors/30931",
        "https://www.ecfr.gov/current/title-47/section-64.1200",
    ),
    fix="let customers buy without opting in, and say so: 'Consent is not a condition of purchase.'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the message flow says that consent is optional."""
    flow = flow_of(case)
    if not flow.has(PURCHASE_FREE):
        yield lacking(FLOW, flow, "the message flow doesn't say that consent is optional")


rule.for_tenant(check)

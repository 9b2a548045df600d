"""Consent is not a condition of purchase.

Customers can buy without opting in to messages. A message flow that states this answers the reviewers' question; one
that leaves it open may be rejected with error 30923 or 30931. For marketing it is the law: 47 CFR 64.1200(f)(9).
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW

_FREE = re.compile(
    r"(?i)\b(?:not|never|no|without)\b[^.\"]{0,20}\bconditions?\b|\b(?:not|n't)\s+(?:be\s+)?(?:required|needed|necessary)\b"
    r"|\boptional\b|\bvoluntary\b|\b(?:blank|empty)\b|\bwithout\s+(?:it|this|them|agreeing|consent\w*|opting)\b"
)

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
    if not _FREE.search(case.tenant.campaign.message_flow):
        yield Violation(FLOW, "the message flow doesn't say that consent is optional")


rule.for_tenant(check)

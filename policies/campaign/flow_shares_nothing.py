"""Mobile numbers and opt-in consent are not shared.

Consent covers one sender. A message flow that lets mobile numbers or consent be shared with others contradicts every
privacy policy that carriers accept, and the campaign is rejected with error 30908 or 30932.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW

_SHARED = re.compile(
    r"(?i)\b(?:may|will|can|might)\s+(?:also\s+|be\s+)?(?:shared?|sell|sold|rent|rented|passe?d?\s+on)\b"
    r"[^.;\"]{0,40}\b(?:with|to)\s+(?:our\s+|other\s+)?(?:partners|third[\s-]parties|affiliates|advertisers|brands|others)\b"
)

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30908",
        "https://www.twilio.com/docs/api/errors/30932",
    ),
    fix="don't share mobile numbers or consent with anyone, and say so in the message flow",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find wording that allows sharing; the pattern skips denials."""
    found = _SHARED.search(case.tenant.campaign.message_flow)
    if found:
        yield Violation(FLOW, f"{found[0]!r}: mobile numbers and consent must not be shared")


rule.for_tenant(check)

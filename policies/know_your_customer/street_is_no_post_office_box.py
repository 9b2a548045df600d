"""Street addresses are not post office boxes.

Twilio and The Campaign Registry require the physical address of the business, and reject a box with error 18018.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_BOX = re.compile(r"\b(?:p\.?\s*o\.?|post\s+office)\s*box\b", re.IGNORECASE)


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/18018",),
    fix="enter the house number and street from the business's tax records",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a box in both lines of the address."""
    address = case.tenant.business.address
    for name, line in (("street", address.street), ("street_secondary", address.street_secondary)):
        if line and _BOX.search(line):
            yield Violation(f"business.address.{name}", f"expected a street address, got the post office box {line!r}")


rule.for_tenant(check)

"""A street address is no post office box.

Twilio and The Campaign Registry want the place where the business is, and refuse a box with error 18018.
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
    fix="write house number and street, as in the business's tax records",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for a box on both lines of the address."""
    address = case.tenant.business.address
    for name, line in (("street", address.street), ("street_secondary", address.street_secondary or "")):
        if _BOX.search(line):
            yield Violation(f"business.address.{name}", f"expected a street address, got the box {line!r}")


rule.for_tenant(check)

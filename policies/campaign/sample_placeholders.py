"""Sample messages mark placeholders with square brackets.

Reviewers read a sample as a customer would. Twilio asks for placeholders such as `[name]`; the syntax of a template
language looks like an unfinished message and is rejected with error 30893.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_MARK = re.compile(r"\{\{?[^{}]*\}?\}|<[A-Za-z_][^<>]*>|%\(\w+\)[sd]|%[sd]\b")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30893",),
    fix="write a placeholder as in 'Hi [name]', or fill it in as in 'Hi Alice'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find other placeholder syntax in the campaign's own samples; those from templates are filled in."""
    for index, sample in enumerate(case.tenant.campaign.samples):
        found = _MARK.search(sample)
        if found:
            yield Violation(
                f"campaign.samples[{index}]", f"{found[0]!r} is not a placeholder in square brackets, such as [name]"
            )


rule.for_tenant(check)

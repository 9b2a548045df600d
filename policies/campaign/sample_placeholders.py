"""Placeholders of samples are in square brackets.

Reviewers read a sample as a customer would. What is filled in later is marked as Twilio says, `[name]`; the marks of a
template language look like a message that goes out unfinished, and are rejected with error 30893.
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
    fix="write it as in 'Hi [name]', or as a customer would read it: 'Hi Alice'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for other marks in the campaign's own samples; those of templates are filled in."""
    for index, sample in enumerate(case.tenant.campaign.samples):
        found = _MARK.search(sample)
        if found:
            yield Violation(f"campaign.samples[{index}]", f"{found[0]!r} is no placeholder: [name] is")


rule.for_tenant(check)

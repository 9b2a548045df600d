"""Every template fits in one segment.

Twilio and the carriers charge per segment, and T-Mobile's daily cap counts segments: a message of two costs twice as
much and uses twice the cap.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.volume import longest_segments

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/docs/glossary/what-sms-character-limit",),
    fix="lower `longest` of a placeholder in catalogue/templates, or choose a shorter template",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Count the segments of each template at its longest."""
    for index, (name, template) in enumerate(case.templates.items()):
        count = longest_segments(template, case.tenant)
        if count > 1:
            yield Violation(f"templates[{index}]", f"{name!r} takes up to {count} segments, and each one is charged")


rule.for_tenant(check)

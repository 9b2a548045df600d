"""A spoken opt-in to texts from the toll-free number comes with its script.

Reviewers can't see what is said at a counter or on the phone. Without the script they reject the verification.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.language.quoted import quotes
from tenants.model import OptInType

FEWEST_WORDS = 5
"""Words that make a quotation a script."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30511",),
    fix="quote in additional_information what staff say and customers answer",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find spoken opt-ins without a quoted script of some words."""
    declared = case.toll_free
    text = declared.additional_information
    scripts = [text[each.start : each.end] for each in quotes(text)] if text else []
    if declared.opt_in_type is OptInType.VERBAL and not any(len(each.split()) >= FEWEST_WORDS for each in scripts):
        message = "the opt-in is VERBAL, but additional_information quotes no script"
        yield Violation("senders.toll_free.opt_in_type", message)


rule.for_tenant(check)

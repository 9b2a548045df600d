"""A message confirms each opt-in to texts from the toll-free number.

Reviewers look for the confirmation, and reject a verification that shows none.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/api/errors/30540",),
    fix="give the message with which you confirm an opt-in",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find verifications without a confirmation."""
    if case.toll_free.opt_in_confirmation_message is None:
        yield Violation("senders.toll_free", "opt_in_confirmation_message is missing")


rule.for_tenant(check)

"""Sample messages differ from each other.

Twilio requires at least two. Reviewers count a repeated message once, and a campaign with too few samples is rejected
with error 30893.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/api/errors/30893",),
    fix="replace it with a sample of another kind of message",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the samples, ignoring case and whitespace."""
    seen: dict[tuple[str, ...], str] = {}
    for path, sample in case.samples:
        first = seen.setdefault(tuple(sample.casefold().split()), path)
        if first != path:
            yield Violation(path, f"the sample repeats {first}")


rule.for_tenant(check)

"""Samples differ from each other.

Twilio asks for at least two. The same message twice shows reviewers one, and a campaign with too few is rejected with
error 30893.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/api/errors/30893",),
    fix="show another kind of message that is sent",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the samples, letter case and spaces aside."""
    seen: dict[str, str] = {}
    for path, sample in case.samples:
        first = seen.setdefault(" ".join(sample.casefold().split()), path)
        if first != path:
            yield Violation(path, f"the same message as {first}; each sample is another one")


rule.for_tenant(check)

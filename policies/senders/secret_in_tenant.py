"""A tenant's file holds no secret.

The files are in version control, are sent to Twilio and shown in previews. A secret that was in one is known from
then on.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.secrets import secret_in, texts

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.twilio.com/docs/iam/api-keys", "the ISV's own rule"),
    fix="remove it and change it where it was issued; registration numbers are given to the stack as secrets",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look at every text of the file; nothing of it is shown."""
    for path, text in texts(case.tenant.model_dump()):
        kind = secret_in(text)
        if kind:
            yield Violation(path, f"what stands here looks like {kind} (not shown)")


rule.for_tenant(check)

"""Tenant files contain no secrets.

The files are in version control, are sent to Twilio and appear in previews. A secret that was in one has to be
considered leaked.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.secrets import may_have_secret, secret_in, texts

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.twilio.com/docs/iam/api-keys", "the ISV's own rule"),
    fix="remove it and rotate it where it was issued; set registration numbers as secrets of the stack",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check every text in the file; no value is shown."""
    if not may_have_secret(case.as_json):
        return
    for path, text in texts(case.tenant.model_dump()):
        kind = secret_in(text)
        if kind:
            yield Violation(path, f"this looks like {kind} (value not shown)")


rule.for_tenant(check)

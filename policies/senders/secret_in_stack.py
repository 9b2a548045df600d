"""A stack's settings hold no secret in plain text.

The file is in version control. What is set with `--secret` is encrypted there; a plain token is known to whoever has
the repository.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.secrets import secret_in

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.pulumi.com/docs/iac/concepts/secrets/",),
    fix="change it where it was issued, then run `pulumi config set --secret NAME`",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Look at every plain text, and at the names of what has to be a secret; nothing is shown."""
    numbers = (each.business.registration_number for each in case.world.tenants)
    secret = {"authToken", *(each.removeprefix("secret:") for each in numbers if each)}
    for name, value in case.stack.settings.items():
        kind = secret_in(value) if isinstance(value, str) else None
        if kind or (name in secret and not isinstance(value, dict)):
            what = f"what looks like {kind}" if kind else "a secret"
            yield Violation(f"config[owl:{name}]", f"{name} holds {what} in plain text (not shown)")


rule.for_stack(check)

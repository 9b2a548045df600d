"""A stack's settings hold no secret in plain text.

The file is in version control. What is set with `--secret` is encrypted there; a plain token is known to whoever has
the repository.
"""

import re
from collections.abc import Iterator

from policies.core.policy_input import is_encrypted, setting
from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.secrets import secret_in, texts

_EIN = re.compile("[0-9]{9}")
"""All of a setting. With a hyphen it is told wherever it stands."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.pulumi.com/docs/iac/concepts/secrets/",),
    fix="change it where it was issued, then run `pulumi config set --secret owl:NAME`",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Look at every plain text, and at the names of what has to be a secret; nothing is shown."""
    numbers = (each.business.registration_number for each in case.policy_input.tenants)
    secret = {"authToken", *(each.removeprefix("secret:") for each in numbers if each)}
    for name, value in case.stack.settings.items():
        if name in secret and not is_encrypted(value):
            yield Violation(setting(name), f"{name} holds a secret in plain text (not shown)")
            continue
        if _EIN.fullmatch(str(value)):
            yield _looks_like("an EIN", name, setting(name))
        for path, text in texts(value, setting(name)):
            kind = secret_in(text)
            if kind:
                yield _looks_like(kind, name, path)


def _looks_like(kind: str, name: str, path: str) -> Violation:
    return Violation(path, f"{name} holds what looks like {kind} in plain text (not shown)")


rule.for_stack(check)

"""Stack settings contain no plaintext secrets.

The file is in version control. A value set with `--secret` is encrypted in it; a plaintext token is known to everyone
with access to the repository.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.secrets import secret_in, texts
from policies.core.stack_files import is_encrypted, setting
from tenants.model.naming import referenced_secret

_EIN = re.compile("[0-9]{9}")
"""Matches a whole value. With a hyphen, an EIN is recognized anywhere in a text."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.pulumi.com/docs/iac/concepts/secrets/",),
    fix="rotate it where it was issued, then run `pulumi config set --secret owl:NAME`",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Check every plaintext value, and the names of values that must be secrets; no value is shown."""
    numbers = (each.business.registration_number for each in case.policy_input.tenants)
    secret = {"authToken", *(referenced_secret(each) for each in numbers if each)}
    for name, value in case.stack.settings.items():
        if name in secret and not is_encrypted(value):
            yield Violation(setting(name), f"{name} contains a plaintext secret (value not shown)")
        elif _EIN.fullmatch(str(value)):
            yield _looks_like("an EIN", name, setting(name))
        else:
            for path, text in texts(value, setting(name)):
                if kind := secret_in(text):
                    yield _looks_like(kind, name, path)


def _looks_like(kind: str, name: str, path: str) -> Violation:
    return Violation(path, f"{name} contains what looks like {kind} in plain text (value not shown)")


rule.for_stack(check)

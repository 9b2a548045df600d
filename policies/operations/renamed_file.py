"""A tenant's file keeps its name.

The file's name is the tenant's id, which is part of names at Twilio and in the state. A renamed file is a new tenant to
the program: it would buy a brand, a campaign and a number again, and end the old ones. Only the secret of the
registration number, which is named after the id, shows in the file that it had another name.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model.naming import referenced_secret, registration_number_secret, tenant_file

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.HIGH,
    sources=("the ISV's own rule",),
    fix="if the file was renamed, move it back with `git mv`, and change `name` instead; otherwise ignore this",
)

_ENDING = registration_number_secret("")


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a secret that is named after a tenant that has no file."""
    reference = case.tenant.business.registration_number
    secret = referenced_secret(reference) if reference else None
    if not secret or not secret.endswith(_ENDING):
        return
    named = secret.removesuffix(_ENDING)
    if named != case.tenant.id and named not in case.policy_input.tenants.by_id:
        yield Violation(
            "business.registration_number",
            f"the secret is named after a tenant {named!r} that has no file: was {tenant_file(named)} renamed?",
        )


rule.for_tenant(check)

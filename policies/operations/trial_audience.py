"""A tenant has somebody to try its messages on.

The first message of a new campaign goes to people who know about it, before it goes to customers. Without a contact
`owl send` has nobody whom it may text.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import ConsentMethod, State

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix=(
        "add somebody of the shop: 'contacts: {ID: {name: ..., phone_number: '+1...', "
        f"consent: {{given_at: 2026-03-14T15:30:00-07:00, how: {' or '.join(ConsentMethod)}, recorded_by: ...}}}}}}'"
    ),
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for contacts of a tenant that sends."""
    if case.tenant.state is State.ACTIVE and not case.tenant.contacts:
        yield Violation("contacts", "there is nobody to try a message on")


rule.for_tenant(check)

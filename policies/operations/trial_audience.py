"""Every tenant has contacts for test messages.

The first message of a new campaign goes to people who expect it, before it goes to customers. Without contacts, `owl
send` has no one to text.
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
        "add someone who works for the business: 'contacts: {ID: {name: ..., phone_number: '+1...', "
        f"consent: {{given_at: 2026-03-14T15:30:00-07:00, how: {' or '.join(ConsentMethod)}, recorded_by: ...}}}}}}'"
    ),
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find active tenants without contacts."""
    if case.tenant.state is State.ACTIVE and not case.tenant.contacts:
        yield Violation("contacts", "the tenant has no contacts to send test messages to")


rule.for_tenant(check)

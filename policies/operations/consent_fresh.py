"""Contacts' consent is recent.

Twilio wants consent confirmed again if nothing was sent for a long time after it was given. Phone numbers also change
hands, and the new owner never opted in.
"""

import datetime as dt
from collections.abc import Iterator

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation
from policies.core.volume import AtLeastOne


class ConsentFresh(Parameters):
    """Parameters of this rule."""

    days: AtLeastOne = 365
    """Maximum age of a contact's consent in days."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/en-us/legal/messaging-policy",),
    fix="ask the contact again and update given_at, or remove the contact",
    parameters=ConsentFresh(),
    has_limit=True,
)


def check(case: TenantCase[ConsentFresh]) -> Iterator[Violation]:
    """Count the days since each consent, in UTC."""
    for name, contact in case.tenant.contacts.items():
        for place, consent in contact.consents.items():
            days = (case.policy_input.today - consent.given_at.astimezone(dt.UTC).date()).days
            if days > case.parameters.days:
                message = f"consent was given {days} days ago; after {case.parameters.days} days it must be renewed"
                yield Violation(f"contacts.{name}.{place}.given_at", message)


rule.for_tenant(check)

"""A contact's consent is not forgotten.

Twilio wants consent confirmed where nothing was sent for long after it was given. People change their numbers, too:
whoever has one now never agreed.
"""

import datetime as dt
from collections.abc import Iterator

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation
from policies.core.volume import AtLeastOne


class ConsentFresh(Parameters):
    """What can be set of this rule."""

    days: AtLeastOne = 365
    """Days after which a contact is asked again."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/en-us/legal/messaging-policy",),
    fix="ask the contact again and write the new given_at, or take it out",
    parameters=ConsentFresh(),
    has_limit=True,
)


def check(case: TenantCase[ConsentFresh]) -> Iterator[Violation]:
    """Count the days since each consent, in UTC."""
    for name, contact in case.tenant.contacts.items():
        days = (case.policy_input.today - contact.consent.given_at.astimezone(dt.UTC).date()).days
        if days > case.parameters.days:
            message = f"given {days} days ago; after {case.parameters.days} a contact is asked again"
            yield Violation(f"contacts.{name}.consent.given_at", message)


rule.for_tenant(check)

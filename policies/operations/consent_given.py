"""A contact agreed before it is texted.

Consent is given at a moment that has passed. One in the future is a slip of the pen at best, and no proof when a
carrier asks.
"""

import datetime as dt
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/en-us/legal/messaging-policy",),
    fix="correct given_at from the form, the message or the note, or take the contact out",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the day of each consent, in UTC, with today."""
    for name, contact in case.tenant.contacts.items():
        given_on = contact.consent.given_at.astimezone(dt.UTC).date()
        if given_on > case.policy_input.today:
            message = f"{given_on} in UTC is still to come, and consent is given before anybody is texted"
            yield Violation(f"contacts.{name}.consent.given_at", message)


rule.for_tenant(check)

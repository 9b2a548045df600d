"""Contacts opt in before they are texted.

Consent is given at a time in the past. A time in the future is at best a typo, and no proof when a carrier asks.
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
    fix="correct given_at from the form, the message or the note, or remove the contact",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the date of each consent, in UTC, with today."""
    for name, contact in case.tenant.contacts.items():
        for place, consent in contact.consents.items():
            given_on = consent.given_at.astimezone(dt.UTC).date()
            if given_on > case.policy_input.today:
                message = f"{given_on} (UTC) is in the future, but consent must come before the first message"
                yield Violation(f"contacts.{name}.{place}.given_at", message)


rule.for_tenant(check)

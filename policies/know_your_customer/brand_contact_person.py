"""A public company's brand contact is a person.

The Campaign Registry's e-mail must be answered within seven days, by a person: Twilio accepts no distribution lists.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_LISTS = frozenset(
    [
        "admin",
        "all",
        "billing",
        "contact",
        "hello",
        "help",
        "info",
        "marketing",
        "office",
        "sales",
        "staff",
        "support",
        "team",
    ]
)
"""Common names of shared mailboxes."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://support.twilio.com/hc/en-us/articles/29499398652059",),
    fix="enter the mailbox of a person who knows about the brand registration",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find mailbox names that belong to distribution lists."""
    email = case.tenant.business.brand_contact_email
    if email and (name := email.partition("@")[0].lower()) in _LISTS:
        yield Violation(
            "business.brand_contact_email", f"{name!r} is probably a distribution list, not a person's mailbox"
        )


rule.for_tenant(check)

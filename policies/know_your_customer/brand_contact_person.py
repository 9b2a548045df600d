"""A public company's brand contact is a person.

The question The Campaign Registry asks must be answered within seven days, by a person: Twilio takes no distribution
lists.
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
"""What mailboxes of several people are called."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://support.twilio.com/hc/en-us/articles/29499398652059",),
    fix="name the mailbox of a person who knows of the brand",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look at what stands before the @."""
    email = case.tenant.business.brand_contact_email
    name = (email or "").partition("@")[0].lower()
    if name in _LISTS:
        yield Violation("business.brand_contact_email", f"expected a person's mailbox, got {name!r}, likely a list's")


rule.for_tenant(check)

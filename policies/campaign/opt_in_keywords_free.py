"""Opt-in keywords don't collide with Twilio's own keywords.

Twilio handles STOP, HELP and similar keywords before anyone else. A customer who texts one of them to opt in is opted
out, or receives the help text.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_OPT_OUT = ("CANCEL", "END", "OPTOUT", "QUIT", "REVOKE", "STOP", "STOPALL", "UNSUBSCRIBE")
_HELP = ("HELP", "INFO")
RESERVED = dict.fromkeys(_OPT_OUT, "an opt-out") | dict.fromkeys(_HELP, "a request for help")
"""Keywords that Twilio handles, and how it treats each."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out",
        "https://help.twilio.com/articles/223134027",
    ),
    fix="choose another keyword, such as the business name or START",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare each keyword with Twilio's."""
    for index, keyword in enumerate(case.campaign.opt_in_keywords or ()):
        if keyword.upper() in RESERVED:
            yield Violation(
                f"campaign.opt_in_keywords[{index}]", f"Twilio treats {keyword!r} as {RESERVED[keyword.upper()]}"
            )


rule.for_tenant(check)

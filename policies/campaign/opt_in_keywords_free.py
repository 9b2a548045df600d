"""Opt-in keywords are none that Twilio takes for something else.

Twilio answers STOP, HELP and their like before anybody else sees them. A customer who texts one of them to opt in is
opted out, or gets the help text.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_OPT_OUT = ("CANCEL", "END", "OPTOUT", "QUIT", "REVOKE", "STOP", "STOPALL", "UNSUBSCRIBE")
_HELP = ("HELP", "INFO")
RESERVED = dict.fromkeys(_OPT_OUT, "an opt-out") | dict.fromkeys(_HELP, "a call for help")
"""Keywords that Twilio answers, and what it takes each for."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out",
        "https://help.twilio.com/articles/223134027",
    ),
    fix="choose another word, such as the shop's name or START",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare each keyword with Twilio's."""
    for index, keyword in enumerate(case.tenant.campaign.opt_in_keywords or ()):
        if keyword.upper() in RESERVED:
            yield Violation(
                f"campaign.opt_in_keywords[{index}]", f"Twilio takes {keyword!r} for {RESERVED[keyword.upper()]}"
            )


rule.for_tenant(check)

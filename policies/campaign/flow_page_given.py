"""Message flows give the address of the opt-in.

Reviewers open the form, or a picture of the paper, the sign or the card. "On our website" is no address, and links to
the terms and the privacy policy don't show the opt-in. Without one the call to action can't be verified, and the
campaign is rejected with error 30909 or 30543.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking, opt_in_links

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30909",
        "https://www.twilio.com/docs/api/errors/30543",
    ),
    fix="give the URL of the form, or of a picture of the paper or sign, as in https://acme.example/text-opt-in",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a link other than those to the terms and the privacy policy."""
    if not opt_in_links(case):
        yield lacking(FLOW, flow_of(case), "the message flow gives no URL at which reviewers see how customers opt in")


rule.for_tenant(check)

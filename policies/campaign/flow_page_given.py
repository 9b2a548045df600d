"""Message flows give the address of the opt-in.

Reviewers open the form, or a picture of the paper, the sign or the card. "On our website" is no address, and links to
the terms and the privacy policy don't show the opt-in. Without one the call to action can't be verified, and the
campaign is rejected with error 30909 or 30543. Consent that is only spoken is shown by its script.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, is_written, lacking, opt_in_links
from policies.language.reading import Reading
from policies.language.vocabulary import BY_VOICE
from policies.language.whole_texts import faulty_as_a_whole

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
    flow = flow_of(case)
    if not opt_in_links(case) and not _is_spoken(flow):
        yield lacking(FLOW, flow, "the message flow gives no URL at which reviewers see how customers opt in")


def _is_spoken(flow: Reading) -> bool:
    """Return whether customers consent by word of mouth only, and the script is there."""
    return bool(flow.said(BY_VOICE)) and not is_written(flow) and faulty_as_a_whole(flow, "flow-no-script") is None


rule.for_tenant(check)

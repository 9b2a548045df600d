"""Consent to texts is not tied to anything else.

An empty box can still be bundled: with the terms, with a contract or a treatment, with calls and e-mail. Customers
must be able to accept one and refuse the other. Reviewers call it bundled consent, and reject the campaign with error
30923, 30931 or 30556.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.passages import faulty
from policies.language.words import Words

_ONE_ACT = Words(
    "signature covers|accepts everything|all|both", "signature covers|accepts the whole|entire|full",
    "clause|paragraph|article # of the|our .. contract|agreement|lease|terms says|reads|states",
)  # fmt: skip
"""Plain words that no model may miss, unless they say the opposite."""

_NOTHING = Words("nothing", "not .. consent|cover|apply", "does not", "no consent")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30923",
        "https://www.twilio.com/docs/api/errors/30931",
        "https://www.twilio.com/docs/api/errors/30841",
        "https://www.twilio.com/docs/api/errors/30556",
    ),
    fix="ask for consent to texts in a box or on a line of its own",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find one act that accepts texts together with something else."""
    flow = flow_of(case)
    sentences = map(flow.sentence, flow.said(_ONE_ACT))
    said = (each for each in sentences if not flow.within(_NOTHING, each))
    if found := faulty(flow, "consent-bundled") or next(said, None):
        yield finding(FLOW, flow, found, "one act must not accept texts together with anything else")


rule.for_tenant(check)

"""Customers who refuse texts lose nothing.

What happens after a no decides, not the word "optional": if the form can't be sent without the box, or the person who
refuses is turned away, waits longer or pays more, consent is forced. Reviewers reject the campaign with error
30931 or 30923.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.passages import faulty
from policies.language.reading import Found, Reading
from policies.language.words import Words

_MANDATORY = Words("box|checkbox|tick|consent|opt_in is|are mandatory|compulsory|obligatory")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30931",
        "https://www.twilio.com/docs/api/errors/30923",
        "https://www.twilio.com/docs/api/errors/30475",
    ),
    fix="let customers finish without opting in, on the same terms, and say so",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a consent that is required, or what refusing it costs."""
    flow = flow_of(case)
    if found := faulty(flow, "consent-forced") or _mandatory(flow):
        yield finding(FLOW, flow, found, "customers must be able to refuse texts and get the same")


def _mandatory(flow: Reading) -> Found | None:
    """Return a sentence that calls the box mandatory, or a label with the asterisk of a required field."""
    if said := flow.said(_MANDATORY):
        return flow.sentence(said[0])
    return next((flow.in_quote(quote) for quote in flow.quotes if flow.text[quote.start] == "*"), None)


rule.for_tenant(check)

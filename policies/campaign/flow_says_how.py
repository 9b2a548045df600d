"""Message flows say how customers opt in.

Reviewers retrace the opt-in: a web page, a keyword, a paper form, a spoken question. If the message flow describes
none, the campaign is rejected with error 30909.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking
from policies.language.words import Words

_WAYS = Words(
    "agreement", "app", "box", "by phone", "card", "checkbox", "checkout", "check in", "counter", "face to face",
    "form", "in person", "in store", "in writing", "keyword", "on paper", "on the phone", "online",
    "over the phone", "orally", "portal", "qr code", "registration", "sheet", "sign up", "slip", "ticket",
    "verbal", "verbally", "waiver", "website", "web page", "written",
)  # fmt: skip

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30909",
        "https://www.twilio.com/docs/api/errors/30896",
        "https://www.twilio.com/docs/api/errors/30917",
    ),
    fix="say where and how customers opt in: the URL of the page, the form, the keyword",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the message flow contains a link or a word for an opt-in method."""
    flow = flow_of(case)
    if not (flow.links or flow.has(_WAYS)):
        yield lacking(
            FLOW, flow, "the message flow describes no opt-in method, such as a page, form, keyword or spoken consent"
        )


rule.for_tenant(check)

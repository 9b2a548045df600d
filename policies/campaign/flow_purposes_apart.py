"""Service messages and offers have a consent each.

Customers who want to know when their order is ready have not asked for offers. Even an empty, optional box must not
cover both, nor one keyword or one signature. Reviewers call it mixed consent, and reject the campaign with error 30913;
for appeals to donate with error 30548.
"""

from collections.abc import Iterator

from policies.core.promotion import advertising
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.passages import faulty
from policies.language.reading import Found, Reading
from policies.language.vocabulary import BOX, KEYWORD, SEVERAL
from tenants.model import UseCase

_SEVERAL_KINDS = frozenset({UseCase.MIXED, UseCase.LOW_VOLUME, UseCase.SOLE_PROPRIETOR})

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30913",
        "https://www.twilio.com/docs/api/errors/30548",
    ),
    fix="ask for consent to offers in a second box of its own, and describe both",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find one act that covers service messages and offers."""
    flow = flow_of(case)
    mixed = faulty(flow, "one-box-for-service-and-offers")
    if not mixed and case.campaign.use_case in _SEVERAL_KINDS and not flow.has(SEVERAL):
        mixed = _in_one_flow(flow, case)
    if mixed:
        yield finding(FLOW, flow, mixed, "one consent must not cover both service messages and offers")


def _in_one_flow(flow: Reading, case: TenantCase) -> Found | None:
    """Return the act of consent if the samples are of both kinds and there is but one consent."""
    promote = [bool(advertising(sample)) for _, sample in case.samples]
    if any(promote) and not all(promote):
        return next(iter((*flow.said(BOX), *flow.said(KEYWORD))), None)
    return None


rule.for_tenant(check)

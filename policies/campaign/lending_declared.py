"""Campaigns about loans are declared as direct lending.

Carriers require this for every campaign that involves loans, whether the sender lends the money or arranges the loan. A
campaign that offers loans and is not declared is rejected with error 30895.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, texts
from policies.language.reading import read
from policies.language.words import Words

_LENDING = Words(
    "auto|car|home|personal|student|business|mortgage|equity|bridge loan", "cash advance", "money lending",
    "line of credit", "loan application|balance|payment|offer|officer|approval|repayment|document", "mortgage",
    "your loan is|was|has", "your loan of $|#", "=lender", "refinance",
)  # fmt: skip

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30895",
        "https://www.twilio.com/docs/messaging/api/usapptoperson-resource",
    ),
    fix="set campaign.direct_lending and say so in the description, or remove the content",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find words that are certainly about loans, unless they are denied; boards and bikes are lent, too.

    A message flow may name lenders, such as those who get no numbers.
    """
    if case.campaign.direct_lending:
        return
    for path, text in texts(case):
        if path == FLOW:
            continue
        reading = read(text)
        if found := reading.said(_LENDING):
            message = f"{reading.quoted(found[0])!r} is about lending, but campaign.direct_lending is not set"
            yield Violation(path, message, span=reading.span(found[0]))


rule.for_tenant(check)

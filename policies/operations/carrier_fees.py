"""Every carrier that delivers messages has its fee.

The carriers' fees are half of what a message costs. A fee of nothing, left from when nobody knew it, makes every margin
look better than it is.
"""

from collections.abc import Iterator

from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation
from tenants.model import Carrier

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/en-us/sms/pricing/us",),
    fix="read the carrier's fee and write it, with its day and source",
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Look for carriers with a share of the messages and no fee."""
    book = case.policy_input.tenants.price_book
    for carrier in Carrier:
        share = book.carriers[carrier].share
        if share and not book.messages.carrier_fees.of(carrier).amount:
            message = f"nothing, while {(100 * share).normalize():f} % of the messages go to {carrier.words}"
            path = f"messages.carrier_fees.{carrier}.amount"
            yield Violation(path, message, document="catalogue/price-book")


rule.for_all_tenants(check)

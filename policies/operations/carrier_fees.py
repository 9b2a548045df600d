"""Every carrier with traffic has a fee.

Carrier fees are half of a message's cost. A fee of zero, left over from before it was known, makes every margin look
better than it is.
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
    fix="look up the carrier's fee and enter it with its date and source",
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Find carriers that have a share of the messages but no fee."""
    book = case.policy_input.tenants.price_book
    for carrier in Carrier:
        share = book.carriers[carrier].share
        if share and not book.messages.carrier_fees.of(carrier).amount:
            message = f"the fee is zero, but {(100 * share).normalize():f} % of the messages go to {carrier.words}"
            path = f"messages.carrier_fees.{carrier}.amount"
            yield Violation(path, message, document="catalogue/price-book")


rule.for_all_tenants(check)

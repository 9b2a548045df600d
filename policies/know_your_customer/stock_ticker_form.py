"""Stock tickers have the format of their exchange.

A public company is looked up by exchange and ticker; if they are not found, the brand is not verified.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_OF_US_EXCHANGES = re.compile("[A-Z]{1,5}([.-][A-Z]{1,2})?")


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="write the ticker as the exchange shows it, such as ACME or BRK.A",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check the tickers of NASDAQ and NYSE, whose format is known."""
    business = case.tenant.business
    ticker = business.stock_ticker
    if ticker and business.stock_exchange in {"NASDAQ", "NYSE"} and not _OF_US_EXCHANGES.fullmatch(ticker):
        message = f"{business.stock_exchange} tickers have one to five capital letters, got {ticker!r}"
        yield Violation("business.stock_ticker", message)


rule.for_tenant(check)

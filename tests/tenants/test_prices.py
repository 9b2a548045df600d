"""Prices, in numbers and in words."""

from decimal import Decimal

import pytest

from tenants.model import Price

CAMPAIGN = Price(Decimal(15), Decimal(10))


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (CAMPAIGN, "$15.00 once and $10.00 a month"),
        (Price(once=Decimal("1234.5")), "$1,234.50 once"),
        (Price(monthly=Decimal("1.15")), "$1.15 a month"),
        (Price(), "nothing"),
    ],
)
def test_a_price_is_written_in_words(price: Price, words: str) -> None:
    """An amount of zero is omitted."""
    assert str(price) == words


def test_prices_add_up() -> None:
    """One-time and monthly amounts are added separately."""
    assert CAMPAIGN + Price(Decimal(46), Decimal("1.15")) == Price(Decimal(61), Decimal("11.15"))

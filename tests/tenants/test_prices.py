"""Prices, in numbers and in words."""

from decimal import Decimal

import pytest

from tenants.model import BrandKind, NumberType, Price, UseCase
from tests.owl_inc import owl_inc

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


def test_what_is_declared_has_its_price() -> None:
    """Of the book of Owl Inc.; what the book lacks costs nothing, and can't be declared."""
    book = owl_inc().price_book

    assert book.brand(BrandKind.STANDARD) == Price(once=Decimal("46.00"))
    assert book.brand(BrandKind.LOW_VOLUME_STANDARD) == book.brand(BrandKind.SOLE_PROPRIETOR) == Price(Decimal("4.50"))
    assert book.brand_vetting == Price(once=Decimal("41.50"))
    assert book.campaign(UseCase.LOW_VOLUME) == Price(Decimal("15.00"), Decimal("1.50"))
    assert book.campaign(UseCase.MARKETING) == Price(Decimal("15.00"), Decimal("10.00"))
    assert book.phone_number == Price(monthly=Decimal("1.15"))
    assert book.toll_free_number == Price(monthly=Decimal("2.15"))
    assert book.international_number("DE", NumberType.MOBILE) == Price()

    german = {"DE": {NumberType.MOBILE: book.phone_numbers.local}}
    numbers = book.phone_numbers.model_copy(update={"international": german, "toll_free": None})
    abroad = book.model_copy(update={"phone_numbers": numbers})
    assert abroad.international_number("DE", NumberType.MOBILE) == Price(monthly=Decimal("1.15"))
    assert abroad.international_number("DE", NumberType.LOCAL) == Price()
    assert abroad.toll_free_number == Price()

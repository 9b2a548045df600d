"""Properties of every margin, for any messages and prices."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from finance import Use, cost_of_goods, margin_of_package, read_what_if, total
from tenants.model import BrandKind, UseCase
from tests.owl_inc import owl_inc

TENANTS = owl_inc()
BOOK = TENANTS.price_book
AMOUNTS = st.decimals(0, 999_999, places=6)
USES = st.builds(
    Use,
    messages_per_day=st.integers(1, 100_000),
    segments=st.integers(1, 24),
    phone_numbers=st.integers(1, 400),
    brand_kind=st.sampled_from(BrandKind),
    use_case=st.sampled_from(UseCase),
    mock=st.booleans(),
    vetted_apart=st.booleans(),
)
PAIRS = st.fixed_dictionaries(
    {"package": st.sampled_from(list(TENANTS.packages))},
    optional={"price": AMOUNTS, "message-price": AMOUNTS, "segments": st.integers(1, 24)},
).map(
    lambda chosen: [
        f"{key}={value:f}" if isinstance(value, Decimal) else f"{key}={value}" for key, value in chosen.items()
    ]
)


@given(USES, AMOUNTS, st.integers(0, 1000), st.integers(0, 10), st.integers(0, 10))
def test_more_never_costs_less(use: Use, price: Decimal, messages: int, parts: int, numbers: int) -> None:
    """With more messages, longer ones or more numbers, the cost stays or grows."""
    more = replace(
        use,
        messages_per_day=use.messages_per_day + messages,
        segments=use.segments + parts,
        phone_numbers=use.phone_numbers + numbers,
    )
    assert cost_of_goods(more, BOOK, price).monthly_total >= cost_of_goods(use, BOOK, price).monthly_total


@given(USES)
def test_the_carriers_deliver_every_segment_once(use: Use) -> None:
    """Their parts add up exactly to what is sent."""
    lines = cost_of_goods(use, BOOK).monthly
    parts = sum(line.quantity for line in lines if line.what.startswith("carrier fee"))
    assert parts == lines[0].quantity == use.messages * use.segments


@given(USES, AMOUNTS)
def test_no_amount_is_rounded(use: Use, price: Decimal) -> None:
    """The total equals that of exact fractions."""
    goods = cost_of_goods(use, BOOK, price)
    exact = sum((Fraction(line.quantity) * Fraction(line.unit_price) for line in goods.monthly), Fraction())
    assert Fraction(goods.monthly_total) == exact


@given(PAIRS)
def test_revenue_less_cost_is_profit(pairs: list[str]) -> None:
    """Profit is exact, and the payback is the fewest months that earn back the one-time cost."""
    margin = margin_of_package("bronze", TENANTS, read_what_if(pairs, TENANTS))
    assert Fraction(margin.revenue) - Fraction(margin.cost) == Fraction(margin.gross_profit)
    months = margin.months_to_earn_back
    if months is None:
        assert margin.gross_profit <= 0
    else:
        assert margin.gross_profit * months >= margin.once
        assert margin.gross_profit * (months - 1) < margin.once


@given(st.lists(PAIRS, max_size=4))
def test_a_total_is_the_sum(suppositions: list[list[str]]) -> None:
    """Every figure of a total is the exact sum."""
    margins = [margin_of_package("bronze", TENANTS, read_what_if(pairs, TENANTS)) for pairs in suppositions]
    together = total(margins)
    assert Fraction(together.gross_profit) == sum((Fraction(each.gross_profit) for each in margins), Fraction())
    assert together.messages == sum(each.messages for each in margins)
    assert together.once == sum((each.once for each in margins), Decimal(0))

"""What a test message may cost."""

import pytest

from owl.failure import Failure
from owl.sending import check_segments
from tests.owl_inc import owl_inc

SHOP = "Freestyle Falcons"


@pytest.mark.parametrize("value", ["Zoe", "André", "Müller"])
def test_values_within_the_calculated_cost_are_sent(value: str) -> None:
    """Every letter of GSM-7 may be used."""
    check_segments("order-ready", owl_inc().templates["order-ready"], SHOP, {"customer": value})


@pytest.mark.parametrize(
    ("value", "characters"),
    [("Zoë🎉", "'ë', '🎉'"), ("Łukasz", "'Ł'"), ("a\N{NO-BREAK SPACE}b", "U+00A0")],
)
def test_a_character_that_makes_the_message_cost_more_is_named(value: str, characters: str) -> None:
    """The length is within its limit, but each segment holds less than half as much."""
    with pytest.raises(Failure) as refused:
        check_segments("order-ready", owl_inc().templates["order-ready"], SHOP, {"day": value})

    assert str(refused.value) == (
        f"--set day: {characters}: outside GSM-7, which makes the whole message UCS-2. The message would take 2 "
        "segments, but the cost of order-ready is calculated with 1. Write the value without them"
    )


def test_characters_that_take_two_units_count_twice() -> None:
    """A value of the allowed length can still be too long."""
    template = owl_inc().templates["order-ready"]
    many = {"customer": "€" * 20, "order": "[" * 12, "day": "{" * 9}

    with pytest.raises(Failure, match="Shorten the values"):
        check_segments("order-ready", template, "S" * 50, many)

"""Assumptions of `--what-if`: which are valid, and how invalid ones are refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from finance import InvalidWhatIf, WhatIf, read_what_if
from tests.tenants.tenant_files import load

KEYS = "write KEY=VALUE; KEY is one of package, template, price, message-price, segments"
PRICE = "is an amount in US dollars, from 0 to 999999.999999:"

REFUSED = {
    "no value": (["price"], f"'price': {KEYS}"),
    "unknown key": (["color=red"], f"'color=red': {KEYS}"),
    "unknown package": (["package=golden"], "'package=golden': package is one of bronze, silver"),
    "unknown template": (["template=sale"], "'template=sale': template is one of order-ready, repair-done"),
    "price with a sign": (["price=$79"], f"'price=$79': price {PRICE} 79.00"),
    "two equals signs": (["price=7=9"], f"'price=7=9': price {PRICE} 79.00"),
    "negative price": (["price=-1"], f"'price=-1': price {PRICE} 79.00"),
    "no number": (["message-price=NaN"], f"'message-price=NaN': message-price {PRICE} 0.0090"),
    "other digits": (["price=٧٩"], f"'price=٧٩': price {PRICE} 79.00"),
    "no segment": (["segments=0"], "'segments=0': segments is a whole number from 1 to 24"),
    "too many segments": (["segments=25"], "'segments=25': segments is a whole number from 1 to 24"),
    "half a segment": (["segments=1.5"], "'segments=1.5': segments is a whole number from 1 to 24"),
    "price twice": (
        ["price=1", "price=2"],
        "'price=2': price is already 1; only template may be given more than once",
    ),
    "contradiction": (
        ["segments=2", "template=order-ready"],
        "template and segments both set the number of segments: give only one of them",
    ),
}


@pytest.mark.parametrize(("pairs", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_supposed_is_refused(pairs: list[str], message: str, tmp_path: Path) -> None:
    """An invalid assumption gets one line with what is allowed."""
    with pytest.raises(InvalidWhatIf) as refusal:
        read_what_if(pairs, load(tmp_path))
    assert str(refusal.value) == message


def test_what_is_supposed_is_read(tmp_path: Path) -> None:
    """Each key sets its field, and writes back as it was read."""
    pairs = ["package=bronze", "template=order-ready", "template=repair-done", "price=79.00", "message-price=0.0090"]
    supposed = read_what_if(pairs, load(tmp_path))
    assert supposed == WhatIf(
        "bronze", ("order-ready", "repair-done"), Decimal("79.00"), Decimal("0.0090"), segments=None
    )
    assert str(supposed) == ", ".join(pairs)
    assert supposed


@pytest.mark.parametrize("count", [1, 24])
def test_a_message_has_from_one_to_24_segments(count: int, tmp_path: Path) -> None:
    """Twilio sends at most 1,600 characters, in the encoding that takes more segments."""
    assert read_what_if([f"segments={count}"], load(tmp_path)).segments == count


def test_nothing_may_be_supposed(tmp_path: Path) -> None:
    """Without a pair nothing changes."""
    assert not read_what_if([], load(tmp_path))

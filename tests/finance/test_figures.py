"""What reports show of a margin: names that scripts read, and amounts rounded once.

Bronze at full use is worked out in `test_margin`: 1,550 messages for 39.00 US dollars.
"""

from datetime import date
from decimal import Decimal

from finance import Profit, WhatIf, margin_of_package
from finance.figures import Comparison, many, of_profit, one, percent, plain
from tests.owl_inc import owl_inc

BRONZE = {
    "messages": 1550,
    "revenue": "39.00",
    "cost": "22.04",
    "gross_profit": "16.96",
    "margin_percent": "43.5",
    "one_off": "19.50",
    "months_to_earn_back": 2,
    "cost_is_ceiling": False,
}


def test_one_margin_is_shown_with_its_lines() -> None:
    """Every charge has quantity, price, amount and the day on which its price was read."""
    margin = margin_of_package("bronze", owl_inc())
    shown = one("package", Comparison("bronze", margin, None), WhatIf())
    monthly, once = shown["today"].pop("monthly"), shown["today"].pop("once")
    assert shown == {
        "days": 31,
        "what_if": None,
        "package": "bronze",
        "today": {"package": "bronze", "messages_per_day": 50, "segments_per_message": 1, "longest_template": None}
        | BRONZE,
        "supposed": None,
    }
    assert [line["amount"] for line in monthly] == ["12.87", "1.57", "2.37", "0.07", "2.51", "1.50", "1.15"]
    assert [line["amount"] for line in once] == ["4.50", "15.00"]
    assert monthly[1] == {
        "what": "carrier fee, AT&T",
        "quantity": "449.5",
        "unit": "segment",
        "unit_price": "0.0035",
        "amount": "1.57",
        "price_of": date(2026, 5, 26).isoformat(),
    }


def test_a_supposed_margin_is_shown_beside_todays() -> None:
    """With its own lines; a supposed price was never read."""
    what_if = WhatIf(message_price=Decimal("0.0090"))
    today, supposed = (margin_of_package("bronze", owl_inc(), each) for each in (WhatIf(), what_if))
    shown = one("package", Comparison("bronze", today, supposed), what_if)
    assert shown["what_if"] == "message-price=0.0090"
    assert [shown[each]["monthly"][0]["amount"] for each in ("today", "supposed")] == ["12.87", "13.95"]
    assert [shown[each]["monthly"][0]["price_of"] for each in ("today", "supposed")] == ["2026-11-09", None]


def test_many_margins_are_shown_with_their_total() -> None:
    """The total of what is supposed is that of the supposed margins; who left is listed."""
    what_if = WhatIf(price=Decimal("49.00"))
    today, supposed = (margin_of_package("bronze", owl_inc(), each) for each in (WhatIf(), what_if))
    each = Comparison("acme", today, supposed)
    shown = many([each, each], what_if, ["gone"])
    assert list(shown) == ["days", "what_if", "tenants", "total", "not_counted"]
    assert [(shown["days"], shown["what_if"], shown["not_counted"])] == [(31, str(what_if), ["gone"])]
    assert [(row["tenant"], row["today"]["revenue"], row["supposed"]["revenue"]) for row in shown["tenants"]] == [
        ("acme", "39.00", "49.00")
    ] * 2
    assert shown["total"]["today"] == BRONZE | {
        "messages": 3100,
        "revenue": "78.00",
        "cost": "44.08",
        "gross_profit": "33.92",
        "one_off": "39.00",
    }
    assert shown["total"]["supposed"]["revenue"] == "98.00"
    assert many([each], WhatIf(), [])["total"]["supposed"] is None


def test_half_a_tenth_of_a_percent_is_rounded_up() -> None:
    """400 - 227 = 173; 173 / 400 = 43.25 %."""
    assert of_profit(Profit(1, Decimal(400), Decimal(227), Decimal(0)))["margin_percent"] == "43.3"


def test_numbers_are_shown_as_people_write_them() -> None:
    """Without trailing zeros after the point, and only there; a margin without revenue is none."""
    assert [plain(Decimal(each)) for each in ("449.50", "10.00", "100", "1E+2")] == ["449.5", "10", "100", "100"]
    assert [percent("43.5"), percent(None)] == ["43.5 %", "none"]

"""A month as it was, beside the month at full use: worked out by hand for Freestyle Falcons, which is in Silver.

At full use: 7,750 segments x 0.0083 = 64.325, carriers 7,750 x 0.00421 = 32.6275, campaign 1.50, number 1.15; together
99.6025 of 149.00.
"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance import Billed, Charge, MonthUsage, differences, margin_of_tenant, month_as_it_was
from finance.figures import of_difference
from finance.month import UsedCharge
from tests.owl_inc import owl_inc

TENANTS = owl_inc()
SOLD = margin_of_tenant(TENANTS.by_id["freestyle-falcons"], TENANTS)
QUIET = MonthUsage(
    {
        Charge.MESSAGES: Billed(Decimal(100), Decimal(120), Decimal("0.996")),
        Charge.FAILED: Billed(Decimal(2), Decimal(2), Decimal("0.002")),
    },
    total=Decimal("0.998"),
)


def test_what_twilio_has_not_billed_comes_from_the_price_book() -> None:
    """0.996 + 120 x 0.00421 + 1.50 + 1.15 + 0.002 = 4.1532."""
    month = month_as_it_was(SOLD, QUIET, TENANTS.price_book)

    assert (month.messages, month.revenue, month.cost) == (100, Decimal(149), Decimal("4.1532"))
    assert {each.value: used for each, used in month.charges.items() if used.is_billed is not True} == {
        "carrier fees": UsedCharge(Decimal(120), Decimal("0.5052"), is_billed=False),
        "campaign": UsedCharge(Decimal(1), Decimal("1.50"), is_billed=False),
        "phone numbers": UsedCharge(Decimal(1), Decimal("1.15"), is_billed=False),
    }


def test_each_line_says_why_it_differs() -> None:
    """Each amount is rounded once; the difference is that of the rounded amounts."""
    month = month_as_it_was(SOLD, QUIET, TENANTS.price_book)

    lines = [of_difference(each) for each in differences(SOLD, month)]

    assert lines[1] == {
        "charge": "carrier fees",
        "full_use_quantity": "7750",
        "full_use": "32.63",
        "used_quantity": "120",
        "used": "0.51",
        "difference": "-32.12",
        "source": "price book",
        "reason": "120 of 7,750 segments sent, price book: Twilio has billed none",
    }
    assert lines[0]["source"] == "Twilio"

    assert [(each["charge"], each["full_use"], each["used"], each["difference"], each["reason"]) for each in lines] == [
        ("messages", "64.33", "1.00", "-63.33", "120 of 7,750 segments sent"),
        (
            "carrier fees",
            "32.63",
            "0.51",
            "-32.12",
            "120 of 7,750 segments sent, price book: Twilio has billed none",
        ),
        ("campaign", "1.50", "1.50", "0.00", "price book: Twilio has billed none"),
        ("phone numbers", "1.15", "1.15", "0.00", "price book: Twilio has billed none"),
        ("failed messages", "0.00", "0.00", "0.00", "not counted in a month at full use"),
    ]


def test_what_twilio_billed_takes_precedence() -> None:
    """A discount is a lower price, and what no line has is in a line of its own."""
    billed = {
        Charge.MESSAGES: Billed(Decimal(1000), Decimal(1000), Decimal("7.90")),
        Charge.CARRIER_FEES: Billed(Decimal(1000), Decimal(1000), Decimal("4.21")),
        Charge.CAMPAIGN: Billed(Decimal(1), Decimal(1), Decimal("1.50")),
        Charge.PHONE_NUMBERS: Billed(Decimal(2), Decimal(2), Decimal("2.30")),
        Charge.REGISTRATION: Billed(Decimal(1), Decimal(1), Decimal("19.50")),
    }
    month = month_as_it_was(SOLD, MonthUsage(billed, total=Decimal("37.41")), TENANTS.price_book)

    assert month.cost == month.billed == Decimal("37.41")
    assert (month.once, month.is_ceiling) == (SOLD.once, False)
    assert month.charges[Charge.OTHER] == UsedCharge(Decimal(0), Decimal(2), is_billed=True)
    assert {each.charge.value: each.reason for each in differences(SOLD, month)} == {
        "messages": "1,000 of 7,750 segments sent, $0.0079 instead of $0.0083 a segment",
        "carrier fees": "1,000 of 7,750 segments sent",
        "campaign": "as planned",
        "phone numbers": "2 billed instead of 1",
        "registration": "charged once, so not in a month at full use",
        "other charges": "billed by Twilio for what the price book doesn't count",
    }


def test_a_price_that_rounds_to_another_is_a_reason() -> None:
    """Unit prices have four decimals: 0.00835 a segment is shown as 0.0084, 0.008349 as 0.0083, which is as planned."""
    reasons = []
    for paid, number in (("0.835", "1.15"), ("0.8349", "1.16")):
        billed = {
            Charge.MESSAGES: Billed(Decimal(100), Decimal(100), Decimal(paid)),
            Charge.PHONE_NUMBERS: Billed(Decimal(1), Decimal(1), Decimal(number)),
        }
        month = month_as_it_was(SOLD, MonthUsage(billed, total=Decimal(paid) + Decimal(number)), TENANTS.price_book)
        found = {each.charge: each.reason for each in differences(SOLD, month)}
        reasons += [found[Charge.MESSAGES], found[Charge.PHONE_NUMBERS]]

    assert reasons == [
        "100 of 7,750 segments sent, $0.0084 instead of $0.0083 a segment",
        "as planned",
        "100 of 7,750 segments sent",
        "another price than in the price book",
    ]


def test_a_month_without_a_message_costs_what_is_fixed() -> None:
    """Campaign and number are billed anyway; nothing is divided by zero."""
    month = month_as_it_was(SOLD, MonthUsage({}, Decimal()), TENANTS.price_book)

    assert month.cost == Decimal("2.65")
    assert differences(SOLD, month)[0].reason == "0 of 7,750 segments sent"


MONEY = st.decimals(min_value=0, max_value=10_000, places=4)


@given(st.dictionaries(st.sampled_from(Charge), st.builds(Billed, MONEY, MONEY, MONEY)), MONEY)
def test_lines_add_up_to_the_cost(billed: dict[Charge, Billed], rest: Decimal) -> None:
    """Whatever Twilio bills: nothing is lost between the lines, and nothing is counted twice."""
    billed.pop(Charge.OTHER, None)
    total = sum((each.price for each in billed.values()), rest)

    month = month_as_it_was(SOLD, MonthUsage(billed, total), TENANTS.price_book)

    assert sum(each.used.amount for each in differences(SOLD, month)) == pytest.approx(month.cost)
    assert sum(each.amount for each in month.charges.values() if each.is_billed) >= total

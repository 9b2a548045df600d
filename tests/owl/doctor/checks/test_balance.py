"""Balances that do not last."""

from dataclasses import replace
from decimal import Decimal

import pytest

from owl.doctor.check import Verdict
from owl.doctor.facts import Balance, Fact
from tests.owl.doctor.healthy import STACK, found


@pytest.mark.parametrize(
    ("amount", "currency", "verdict"),
    [
        ("-0.01", "USD", Verdict.PROBLEM),
        ("0", "USD", Verdict.PROBLEM),
        ("102.90", "USD", Verdict.WARNING),
        ("103.00", "USD", Verdict.OK),
        ("1", "EUR", Verdict.OK),
    ],
)
def test_it_pays_for_three_days_of_all_tenants(amount: str, currency: str, verdict: Verdict) -> None:
    """1,063.7465 for 31 days, so 102.943... for three. Another currency is not compared."""
    facts = replace(STACK, balance=Fact(Balance(Decimal(amount), currency)))

    finding = found("balance", facts)

    assert finding.verdict is verdict
    assert (": 2 days of all" in finding.evidence, ": 3 days of all" in finding.evidence) == (
        amount == "102.90",
        amount == "103.00",
    )

"""Prices that are older than they may be."""

import datetime as dt
from dataclasses import replace

from owl.doctor.check import Verdict
from tests.owl.doctor.healthy import NOW, STACK, found


def test_an_old_price_is_named() -> None:
    """By its place in the price book."""
    finding = found("prices", replace(STACK, now=NOW + dt.timedelta(days=3650)))

    assert finding.verdict is Verdict.WARNING
    assert "messages.outbound" in finding.evidence
    assert found("prices", STACK).verdict is Verdict.OK

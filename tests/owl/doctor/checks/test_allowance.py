"""Allowances that are used up."""

from dataclasses import replace

import pytest

from owl.doctor.check import Verdict
from owl.doctor.facts import Fact
from tests.owl.doctor.healthy import HEALTHY, found


@pytest.mark.parametrize(
    ("used", "verdict"),
    [(0, Verdict.OK), (199, Verdict.OK), (200, Verdict.WARNING), (250, Verdict.WARNING), (251, Verdict.PROBLEM)],
)
def test_the_allowance_of_silver_is_250(used: int, verdict: Verdict) -> None:
    """From 80 % on it may be used up today; above it somebody sends more than was sold."""
    finding = found("allowance", replace(HEALTHY, used_today=Fact(used)))

    assert (finding.verdict, finding.evidence) == (verdict, f"{used} of 250 messages used since midnight GMT")

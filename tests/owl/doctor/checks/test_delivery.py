"""Messages that are not delivered."""

from dataclasses import replace

import pytest

from owl.doctor.check import Verdict
from owl.doctor.facts import Deliveries, Fact
from tests.owl.doctor.healthy import HEALTHY, found


@pytest.mark.parametrize(
    ("delivered", "errors", "verdict"),
    [
        (20, {}, Verdict.OK),
        (19, {30003: 1}, Verdict.WARNING),
        (18, {30003: 2}, Verdict.WARNING),
        (17, {30003: 3}, Verdict.PROBLEM),
        (1, {30003: 2}, Verdict.WARNING),
        (0, {}, Verdict.NOT_CHECKED),
    ],
)
def test_the_rate_decides(delivered: int, errors: dict[int, int], verdict: Verdict) -> None:
    """Below 90 % of at least ten messages it is a problem of the sender."""
    facts = replace(HEALTHY, deliveries=Fact(Deliveries(delivered, errors=errors)))

    assert found("delivery", facts).verdict is verdict


def test_the_most_frequent_error_is_explained() -> None:
    """All are named, the most frequent first."""
    facts = replace(HEALTHY, deliveries=Fact(Deliveries(1, errors={30003: 1, 30007: 8, 0: 2}, is_complete=False)))

    finding = found("delivery", facts)

    assert finding.evidence == (
        "1 of 12 messages in 24 hours delivered, of the latest that were read; "
        "error 30007: 8, error None: 2, error 30003: 1"
    )
    assert finding.remedy.startswith("30007: the carrier filtered the message")

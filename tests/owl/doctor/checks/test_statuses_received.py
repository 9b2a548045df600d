"""Status callbacks that do not arrive."""

from dataclasses import replace

import pytest

from owl.doctor.check import Verdict
from owl.doctor.facts import Fact, ReceivedFacts
from tests.owl.doctor.healthy import HEALTHY, found


@pytest.mark.parametrize(
    ("received", "verdict"), [(0, Verdict.PROBLEM), (1, Verdict.WARNING), (19, Verdict.WARNING), (20, Verdict.OK)]
)
def test_each_finished_message_has_a_status(received: int, verdict: Verdict) -> None:
    """Twilio finished 20."""
    finding = found("statuses-received", replace(HEALTHY, received=Fact(ReceivedFacts(received))))
    assert finding.verdict is verdict
    assert ("statuses of 1 message in 24 hours" in finding.evidence) is (received == 1)


def test_without_a_receiver_it_is_not_checked() -> None:
    """The reason is given."""
    finding = found("statuses-received", replace(HEALTHY, received=Fact(reason="no receiver has run")))

    assert (finding.verdict, finding.evidence) == (Verdict.NOT_CHECKED, "no receiver has run")

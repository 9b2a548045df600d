"""Numbers that are not in the messaging service."""

from owl.doctor.check import Verdict
from owl.registration.progress import ReviewStatus
from tests.owl.doctor.healthy import HEALTHY, NUMBER, REVIEWS, found, sending


def test_a_number_in_another_service_stops_sending() -> None:
    """The evidence names the number, the remedy the service."""
    finding = found("sender", sending(senders=(), elsewhere=("MG2",)))

    assert finding.verdict is Verdict.STOPS
    assert NUMBER in finding.evidence
    assert "MG2" in finding.remedy


def test_before_approval_no_sender_is_missing() -> None:
    """The number joins then, so that is no cause."""
    waits = sending(senders=(), reviews=(*REVIEWS[:-1], ReviewStatus("campaign", "IN_PROGRESS", "2026-11-20")))

    assert found("sender", waits).verdict is Verdict.NOT_CHECKED
    assert found("registration", waits).verdict is Verdict.STOPS
    assert found("sender", HEALTHY).evidence == f"{NUMBER} in its messaging service"

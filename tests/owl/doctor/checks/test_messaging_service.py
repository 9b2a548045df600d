"""A messaging service that was deleted."""

from owl.doctor.check import Verdict
from tests.owl.doctor.healthy import HEALTHY, found, sending


def test_a_deleted_service_stops_sending() -> None:
    """Its senders are not a cause of their own."""
    deleted = sending(service_exists=False, senders=())

    assert found("messaging-service", deleted).verdict is Verdict.STOPS
    assert "a new one needs a new campaign" in found("messaging-service", deleted).remedy
    assert found("messaging-service", HEALTHY).verdict is Verdict.OK

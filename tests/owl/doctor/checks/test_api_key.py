"""An API key that Twilio refuses."""

from owl.doctor.check import Verdict
from tests.owl.doctor.healthy import HEALTHY, found, sending


def test_a_refused_key_stops_sending() -> None:
    """The remedy says where the new one belongs."""
    finding = found("api-key", sending(key_works=False))

    assert (finding.verdict, finding.evidence) == (Verdict.STOPS, "can't send: Twilio refuses its API key")
    assert "give it to the software that sends" in finding.remedy
    assert found("api-key", HEALTHY).verdict is Verdict.OK

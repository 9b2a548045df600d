"""Errors that Twilio reported."""

from dataclasses import replace

from owl.doctor.check import Verdict
from owl.doctor.facts import Fact, ReceivedFacts
from tests.owl.doctor.healthy import HEALTHY, found


def test_the_most_frequent_error_is_explained() -> None:
    """Each code with its count."""
    finding = found("error-events", replace(HEALTHY, received=Fact(ReceivedFacts(errors={11200: 1, 30007: 4}))))

    assert finding.verdict is Verdict.WARNING
    assert finding.evidence == "error events in 24 hours: 30007: 4, 11200: 1"
    assert finding.remedy.startswith("30007: ")
    assert found("error-events", HEALTHY).verdict is Verdict.OK

"""Messages refused because of their number."""

from dataclasses import replace

import pytest

from owl.doctor.check import Verdict
from owl.doctor.facts import Deliveries, Fact, ReceivedFacts
from tests.owl.doctor.healthy import HEALTHY, NOW, found


@pytest.mark.parametrize(("code", "meaning"), [(30034, "not registered"), (30035, "still being registered")])
def test_an_error_about_the_number_is_a_problem(code: int, meaning: str) -> None:
    """With the code and how many messages it is about."""
    facts = replace(HEALTHY, deliveries=Fact(Deliveries(delivered=1, errors={code: 2})))

    finding = found("number-registration", facts)

    assert finding.verdict is Verdict.PROBLEM
    assert f"2 of 3 messages in 24 hours: error {code}" in finding.evidence
    assert meaning in finding.evidence


def test_without_messages_nothing_is_known() -> None:
    """Not even that it is in order."""
    quiet = replace(HEALTHY, deliveries=Fact(Deliveries()))
    assert found("number-registration", quiet).verdict is Verdict.NOT_CHECKED
    assert found("number-registration", HEALTHY).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("event", "verdict", "evidence"),
    [
        ("registration.failed", Verdict.PROBLEM, "Twilio's event of 2026-11-24: a number could not be registered"),
        ("registration.pending", Verdict.WARNING, "Twilio's event of 2026-11-24: a number is still being registered"),
        ("deregistration.successful", Verdict.WARNING, "Twilio's event of 2026-11-24: a number was deregistered"),
        ("registration.successful", Verdict.OK, "Twilio's event of 2026-11-24: registration.successful"),
    ],
)
def test_the_latest_event_shows_it(event: str, verdict: Verdict, evidence: str) -> None:
    """Even before the first message."""
    received = ReceivedFacts(number_event=event, number_event_at=NOW)

    finding = found("number-registration", replace(HEALTHY, deliveries=Fact(Deliveries()), received=Fact(received)))

    assert (finding.verdict, finding.evidence) == (verdict, evidence)

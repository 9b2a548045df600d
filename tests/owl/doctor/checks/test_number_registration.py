"""Messages refused because of their number."""

from dataclasses import replace

import pytest

from owl.doctor.check import Verdict
from owl.doctor.facts import Deliveries, Fact
from tests.owl.doctor.healthy import HEALTHY, found


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
    assert found("number-registration", replace(HEALTHY, deliveries=Fact(Deliveries()))).verdict is Verdict.NOT_CHECKED
    assert found("number-registration", HEALTHY).verdict is Verdict.OK

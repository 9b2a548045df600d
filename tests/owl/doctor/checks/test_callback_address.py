"""Callback addresses that do not answer."""

from dataclasses import replace

import pytest

from owl.doctor.check import Verdict
from owl.doctor.facts import CallbackAnswer, Fact
from tests.owl.doctor.healthy import STACK, found


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (CallbackAnswer("https://a.example/", 405), Verdict.OK),
        (CallbackAnswer("https://a.example/", 403), Verdict.OK),
        (CallbackAnswer("https://a.example/", 404), Verdict.PROBLEM),
        (CallbackAnswer("https://a.example/", 502), Verdict.PROBLEM),
        (CallbackAnswer("https://a.example/", problem="its certificate is not valid"), Verdict.PROBLEM),
    ],
)
def test_any_refusal_proves_that_it_answers(answer: CallbackAnswer, verdict: Verdict) -> None:
    """On the local Twilio nobody serves the example's name, so there it is a warning."""
    facts = replace(STACK, callback=Fact(answer))

    assert found("callback-address", facts).verdict is verdict
    on_local = found("callback-address", replace(facts, is_live=False)).verdict
    assert on_local is (Verdict.OK if verdict is Verdict.OK else Verdict.WARNING)

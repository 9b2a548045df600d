"""What a rejection's line says about submitting again what was corrected outside the file."""

import datetime as dt

import pytest

from owl.registration.may_send import SendingFacts, sending_status
from owl.registration.progress import ReviewStatus
from providers.core.gate import APPROVALS
from tests.owl_inc import owl_inc

OUTSIDE = {
    "campaign": (30882, 30891, 30908, 30919, 30920, 30921, 30922, 99999),
    "brand": (30799,),
    "customer profile": (18601,),
}
STEPS = ("customer profile", "trust product", "brand", "campaign")


def told(step: str, code: int, resubmissions: int = 0) -> str:
    """Return the line of a tenant whose step was rejected."""
    status = {"campaign": "FAILED", "brand": "FAILED"}.get(step, "twilio-rejected")
    before = [ReviewStatus(each, min(APPROVALS)) for each in STEPS[: STEPS.index(step)]]
    rejected = ReviewStatus(step, status, "2026-11-29", ({"error_code": code},), resubmissions)
    facts = SendingFacts((*before, rejected), "AC1", "prod")
    return sending_status("alpine-spokes", facts, owl_inc(), dt.datetime.now(dt.UTC)).registration_status


@pytest.mark.parametrize(("step", "code"), [(step, code) for step, codes in OUTSIDE.items() for code in codes])
def test_the_line_names_the_field_to_set(step: str, code: int) -> None:
    """With file and line, and what it costs."""
    field = "campaign.resubmitted_on" if step == "campaign" else "business.resubmitted_on"

    line = told(step, code)

    assert f". If it was corrected outside the file, set {field} to that day (" in line
    assert "alpine-spokes.yaml:" in line
    assert line.endswith("submits it again (try 1 of 3, free)" if step == "brand" else "submits it again (free)")


def test_a_brand_has_three_tries() -> None:
    """After them, Twilio refuses another."""
    assert told("brand", 30799, 2).endswith("(try 3 of 3, free)")
    assert told("brand", 30799, 3).endswith("(all 3 are used): ask its support")


@pytest.mark.parametrize("code", [30885, 30886])
def test_no_way_is_promised_that_does_not_help(code: int) -> None:
    """A final rejection stays, and a description is corrected in the file."""
    assert "resubmitted_on" not in told("campaign", code)

"""The reviews that a change waits for, in words."""

import datetime as dt
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import owl.review
from owl.previews import Op, Preview, PreviewStep
from owl.rendering.markdown import markdown_environment
from owl.review.pending_reviews import PendingReview, pending_reviews
from owl.review.side import read_side
from tests.owl.review.pull_request import GOOD

REVIEW = Path(owl.review.__file__).parent
REFUSED = (
    "resubmitted 3 of 3 times already, and Twilio refuses another resubmission (21724): tell Twilio's support what you "
    "corrected"
)
KEPT = "Twilio doesn't allow changes to it now (60711): revert the file, or contact Twilio's support"
ALL_REJECTED = "customer profile is rejected; brand is rejected; campaign is rejected"


def step(op: Op, kind: str, **outputs: Any) -> PreviewStep:
    """Return a step of a resource with this state."""
    return PreviewStep(op, kind, f"pulumi-python:dynamic/twilio:{kind}", "acme", "acme", old_outputs=outputs)


def in_words(pending: PendingReview) -> str:
    """Return the comment's words about it."""
    template = markdown_environment(REVIEW).get_template("pending_reviews.md.jinja")
    return unescape(str(template.make_module().waits(pending.waits)))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("steps", "waits"),
    [
        ([step(Op.UPDATE, "BrandRegistration", sid="BN1", status="APPROVED")], ""),
        (
            [step(Op.UPDATE, "BrandRegistration", sid="BN1", status="FAILED", resubmissions=0.0)],
            "brand is rejected; resubmitted: brand (free resubmission 1 of 3)",
        ),
        (
            [step(Op.UPDATE, "BrandRegistration", sid="BN1", status="FAILED", resubmissions=2.0)],
            "brand is rejected; resubmitted: brand (free resubmission 3 of 3)",
        ),
        (
            [step(Op.UPDATE, "BrandRegistration", sid="BN1", status="FAILED", resubmissions=3.0)],
            f"brand is rejected; {REFUSED}",
        ),
        ([step(Op.UPDATE, "BrandRegistration", sid="BN1", status="IN_REVIEW")], "brand is in review"),
        ([step(Op.UPDATE, "BrandRegistration", sid="BN1", status="SUSPENDED")], "brand is suspended"),
        (
            [step(Op.UPDATE, "BrandRegistration", status="waiting")],
            "brand is waiting; needs review: brand",
        ),
        (
            [
                step(Op.UPDATE, "CustomerProfileSubmission", sid="BU1", status="twilio-rejected"),
                step(Op.UPDATE, "BrandRegistration", sid="BN1", status="FAILED"),
                step(Op.UPDATE, "Campaign", sid="QE1", campaign_status="FAILED"),
            ],
            f"{ALL_REJECTED}; resubmitted: customer profile, brand (free resubmission 1 of 3), campaign",
        ),
        ([step(Op.UPDATE, "Campaign", sid="QE1", campaign_status="VERIFIED")], "reviewed again: campaign"),
        (
            [step(Op.UPDATE, "Campaign", sid="QE1", campaign_status="IN_PROGRESS")],
            "campaign is in review; reviewed again: campaign",
        ),
        (
            [
                step(Op.UPDATE, "CustomerProfileSubmission", sid="BU1", status="twilio-approved"),
                step(Op.UPDATE, "TrustProductSubmission", sid="BU2", status="in-review"),
                step(Op.SAME, "BrandRegistration", sid="BN1", status="APPROVED"),
            ],
            f"customer profile is approved, and {KEPT}; trust product is in review, and {KEPT}",
        ),
        (
            [
                step(Op.UPDATE, "CustomerProfileSubmission", sid="BU1", status="twilio-approved"),
                step(Op.UPDATE, "BrandRegistration", sid="BN1", status="FAILED"),
            ],
            "brand is rejected; resubmitted: brand (free resubmission 1 of 3)",
        ),
    ],
)
def test_what_it_waits_for(steps: list[PreviewStep], waits: str) -> None:
    """Only a failed brand is submitted again, at no cost, as often as Twilio allows; what waited for it starts.

    Facts that Twilio has approved are changed only while the brand that uses them has failed.
    """
    found = pending_reviews([Preview("dev", tuple(steps))], read_side(GOOD, dt.date(2026, 11, 24)))

    assert [in_words(each) for each in found] == ([waits] if waits else [])

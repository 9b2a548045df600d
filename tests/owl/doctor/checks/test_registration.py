"""A campaign that is not verified."""

from owl.doctor.check import Verdict
from owl.registration.progress import ReviewStatus
from tests.owl.doctor.healthy import HEALTHY, REVIEWS, found, sending


def test_a_suspended_campaign_stops_sending() -> None:
    """The words are those of `owl status`."""
    campaign = ReviewStatus("campaign", "SUSPENDED", "2026-11-20", updated="2026-11-20T00:00:00+00:00")

    finding = found("registration", sending(reviews=(*REVIEWS[:-1], campaign)))

    assert finding.verdict is Verdict.STOPS
    assert finding.evidence == "campaign suspended since 2026-11-20"
    assert finding.remedy == "ask Twilio's support why"


def test_a_verified_campaign_is_ok() -> None:
    """With the day since when."""
    assert found("registration", HEALTHY).evidence == "campaign approved since 2026-11-10"

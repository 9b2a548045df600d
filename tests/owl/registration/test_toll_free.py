"""What the status says of a toll-free verification: each rejection with its remedy, file and line."""

import datetime as dt
from pathlib import Path

import pytest

from owl.registration.may_send import SendingFacts, sending_status
from owl.registration.progress import ReviewStatus, Stage
from owl.registration.rejection_table import rejection_table
from owl.registration.rejections import TOLL_FREE
from tenants.model import Tenants, load_tenants
from tests.tenants.test_toll_free import put
from tests.toll_free import FALCONS, alone, beside

NOW = dt.datetime(2026, 12, 9, 12, tzinfo=dt.UTC)
PROFILE = ReviewStatus("customer profile", "twilio-approved", "2026-12-01", updated="2026-12-01T00:00:00+00:00")
VERIFIED = ReviewStatus(TOLL_FREE, "TWILIO_APPROVED", "2026-12-04", updated="2026-12-04T00:00:00+00:00")
CAMPAIGN = ReviewStatus("campaign", "PENDING", "2026-12-08", updated="2026-12-08T00:00:00+00:00")


@pytest.fixture(scope="module")
def tenants(tmp_path_factory: pytest.TempPathFactory) -> Tenants:
    """The tenant with nothing but a toll-free number."""
    return load_tenants(put(tmp_path_factory.mktemp("alone"), alone()))


def facts(*reviews: ReviewStatus) -> SendingFacts:
    """Return what the tenant needs to send, with its toll-free number in its service."""
    return SendingFacts(reviews, "AC0", "prod", numbers=("+18885550100",), senders=("+18885550100",))


@pytest.mark.parametrize("code", [*rejection_table().toll_free, 30915, 30896])
def test_a_rejection_says_what_to_correct_where(code: int, tenants: Tenants) -> None:
    """Each code of the table, and those that it shares with campaigns, names a line of the tenant's file."""
    errors = ({"error_code": code, "description": "Twilio's words."},)
    rejected = ReviewStatus(TOLL_FREE, "TWILIO_REJECTED", "2026-12-08", errors, updated="2026-12-08T00:00:00+00:00")

    status = sending_status(FALCONS, facts(PROFILE, rejected), tenants, NOW)

    rejection = rejection_table().by_code[code]
    assert status.stage is Stage.REJECTED
    assert status.needs_person
    assert status.registration_status.startswith(f"toll-free verification rejected since 2026-12-08: {code}: ")
    assert rejection.remedy.removesuffix(".") in status.registration_status
    assert f"tenants/{FALCONS}.yaml:" in status.registration_status
    assert "campaign." not in status.registration_status


def test_it_may_send_before_its_campaign_is_approved(tmp_path: Path) -> None:
    """The status names both ways, and a campaign that is rejected still needs a person."""
    both = load_tenants(put(tmp_path, beside()))
    rejected = ReviewStatus("campaign", "FAILED", "2026-12-08", updated="2026-12-08T00:00:00+00:00")

    waits = sending_status(FALCONS, facts(PROFILE, CAMPAIGN, VERIFIED), both, NOW)
    stopped = sending_status(FALCONS, facts(PROFILE, rejected, VERIFIED), both, NOW)

    assert waits.registration_status == (
        "may send: toll-free verification approved since 2026-12-04; campaign in review since 2026-12-08"
    )
    assert (waits.may_send, waits.needs_person) == (True, False)
    assert (stopped.may_send, stopped.needs_person) == (True, True)


def test_a_number_that_only_waits_for_its_place(tenants: Tenants) -> None:
    """An approved number is no sender yet: the next run makes it one."""
    found = sending_status(FALCONS, SendingFacts((PROFILE, VERIFIED), "AC0", "prod", joins_next=True), tenants, NOW)

    assert found.registration_status.startswith("toll-free verification approved: its number waits for the next")

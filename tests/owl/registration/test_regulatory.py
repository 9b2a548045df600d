"""What the status says of regulatory bundles: each number alone, what to correct, and what ends soon."""

import datetime as dt
from dataclasses import replace

import pytest

from owl.doctor.checks.expiry import ends
from owl.registration.may_send import SendingFacts, sending_status
from owl.registration.progress import ReviewStatus, Stage, step_of
from owl.registration.rejection_table import rejection_table
from tenants.model import Tenants, load_tenants
from tests.international import BRITISH, GERMAN, abroad, put
from tests.owl.doctor.healthy import HEALTHY, found, sending
from tests.toll_free import FALCONS

NOW = dt.datetime(2026, 12, 9, 12, tzinfo=dt.UTC)
APPROVED = ReviewStatus(
    "regulatory bundle GB mobile", "twilio-approved", "2026-12-04", updated="2026-12-04T00:00:00+00:00"
)
ENDING = replace(APPROVED, step="regulatory bundle DE mobile", valid_until="2027-02-07")
RENEWAL = replace(APPROVED, step="renewal of regulatory bundle DE mobile", status="in-review")


@pytest.fixture(scope="module")
def tenants(tmp_path_factory: pytest.TempPathFactory) -> Tenants:
    """The tenant with a German and a British number."""
    return load_tenants(put(tmp_path_factory.mktemp("abroad"), abroad(GERMAN, BRITISH)))


def facts(*reviews: ReviewStatus) -> SendingFacts:
    """Return what the tenant needs to send, with one of its numbers in its service."""
    return SendingFacts(reviews, "AC0", "prod", numbers=("+447700900000",), senders=("+447700900000",))


@pytest.mark.parametrize("code", [*rejection_table().regulatory])
def test_a_rejection_says_what_to_correct_where(code: int, tenants: Tenants) -> None:
    """It is about this number's section, and the other number sends meanwhile."""
    rejected = replace(ENDING, status="twilio-rejected", errors=({"code": code, "message": "Twilio's words."},))

    status = sending_status(FALCONS, facts(rejected, APPROVED), tenants, NOW)

    assert (status.may_send, status.needs_person) == (True, True)
    assert f"regulatory bundle DE mobile rejected since 2026-12-04: {code}: " in status.registration_status
    line = tenants.positions[FALCONS].line("senders.international[0]")
    assert f"tenants/{FALCONS}.yaml:{line}" in tenants.where(FALCONS, "senders.international[DE mobile]")
    assert "senders.international[DE mobile]." in status.registration_status
    assert "business." not in status.registration_status


@pytest.mark.parametrize(("days", "told"), [(59, True), (60, True), (61, False)])
def test_a_bundle_is_to_be_renewed_two_months_before_its_end(days: int, told: bool, tenants: Tenants) -> None:  # noqa: FBT001 - pytest passes it
    """Not earlier, and not if its renewal is on its way."""
    end = (NOW + dt.timedelta(days=days)).date()
    ending = replace(ENDING, valid_until=str(end))

    status = sending_status(FALCONS, facts(ending, APPROVED), tenants, NOW)
    renewed = sending_status(FALCONS, facts(ending, APPROVED, RENEWAL), tenants, NOW)

    assert status.stage is renewed.stage is Stage.APPROVED
    assert status.needs_person is told
    assert (f"regulatory bundle DE mobile ends on {end}, in {days} days: bring" in status.registration_status) is told
    assert not renewed.needs_person
    assert "renewal of regulatory bundle DE mobile in review" in renewed.registration_status


def test_its_end_is_among_what_expires() -> None:
    """The board shows the soonest, and the doctor warns two months before."""
    ending = replace(ENDING, valid_until="2027-01-20")
    reviews = (*(HEALTHY.sending.found.reviews if HEALTHY.sending.found else ()), ending)
    shop = sending(reviews=reviews)

    assert list(ends(shop)) == [(dt.date(2027, 1, 20), "the regulatory bundle DE mobile")]
    assert "the regulatory bundle DE mobile ends on 2027-01-20" in found("expiry", shop).evidence
    later = sending(reviews=(*reviews[:-1], replace(ending, valid_until="2027-03-20")))
    assert "nothing expires" in found("expiry", later).evidence


def test_each_number_has_a_step_of_its_own() -> None:
    """Its name says the number, and whether it is a renewal."""
    kind = "RegulatoryBundleSubmission"

    assert step_of(kind, "acme.de-mobile") == "regulatory bundle DE mobile"
    assert step_of(kind, "acme.gb-toll-free.20270110") == "renewal of regulatory bundle GB toll-free"
    assert step_of("Campaign", "acme") == "campaign"

"""Whether a tenant may send: judged by what was last seen of it."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from owl.registration.may_send import (
    Requirement,
    SendingFacts,
    failed,
    half_deployed,
    not_known,
    obstacles,
    sending_status,
)
from owl.registration.progress import GONE, ReviewStatus, Stage
from tenants.model import State
from tests.owl.advised import without_stack
from tests.owl_inc import owl_inc

NOW = dt.datetime(2026, 12, 20, 12, tzinfo=dt.UTC)
TENANTS = owl_inc()
SHOP, PROPRIETOR = "freestyle-falcons", "dawn-patrol-surf"
NUMBER = "+14155550100"


def review(step: str, status: str, days: float = 11, **more: Any) -> ReviewStatus:
    """Return a step that has had its status for some days."""
    updated = (NOW - dt.timedelta(days=days)).isoformat()
    return ReviewStatus(step, status, updated[:10], updated=updated, **more)


APPROVED = (
    review("customer profile", "twilio-approved"),
    review("trust product", "twilio-approved"),
    review("brand", "APPROVED"),
    review("campaign", "VERIFIED"),
)
SENDS = SendingFacts(APPROVED, "AC1", "prod", numbers=(NUMBER,), senders=(NUMBER,))


def last(review: ReviewStatus) -> SendingFacts:
    """Return the facts of a tenant whose campaign's review is this one."""
    return replace(SENDS, reviews=(*APPROVED[:-1], review))


def test_only_with_everything_in_place_it_may_send() -> None:
    """An active account, an approved registration, a sender, a key."""
    found = sending_status(SHOP, SENDS, TENANTS, NOW)

    assert found.may_send
    assert found.registration_status == found.summary == "may send: campaign approved since 2026-12-09"
    assert (found.since, found.needs_person) == ("", False)


@pytest.mark.parametrize(
    ("facts", "stage", "summary"),
    [
        (
            replace(SENDS, account_status="suspended", account_since="2026-12-19"),
            Stage.SUSPENDED,
            "can't send: its account is suspended since 2026-12-19",
        ),
        (replace(SENDS, account_status="closed"), Stage.EXPIRED, "can't send: its account is closed"),
        (last(review("campaign", "SUSPENDED")), Stage.SUSPENDED, "campaign suspended since 2026-12-09"),
        (last(review("campaign", "EXPIRED")), Stage.EXPIRED, "campaign is EXPIRED since 2026-12-09"),
        (last(ReviewStatus("campaign", GONE)), Stage.EXPIRED, "campaign no longer exists at Twilio"),
        (last(review("campaign", "ON_HOLD")), Stage.UNKNOWN, "campaign is ON_HOLD since 2026-12-09"),
        (
            last(review("campaign", "FAILED", errors=({"error_code": 30909}, {"error_code": 30883}))),
            Stage.REJECTED,
            "campaign rejected since 2026-12-09: 30909, 30883",
        ),
        (
            last(review("campaign", "IN_PROGRESS", 22)),
            Stage.OVERDUE,
            "campaign in review since 2026-11-28, longer than 21 days",
        ),
        (replace(SENDS, senders=()), Stage.MISSING, f"can't send: {NUMBER} is not in its messaging service"),
        (
            replace(SENDS, senders=(), elsewhere=("MG2 (shop)",)),
            Stage.MISSING,
            f"can't send: {NUMBER} is in another messaging service",
        ),
        (
            replace(SENDS, senders=(), service_is_full=True),
            Stage.MISSING,
            f"can't send: {NUMBER} is not in its messaging service, which is full",
        ),
        (
            replace(SENDS, senders=(), released=(NUMBER,)),
            Stage.MISSING,
            f"can't send: {NUMBER} no longer exists at Twilio",
        ),
        (replace(SENDS, service_exists=False), Stage.MISSING, "can't send: its messaging service no longer exists"),
        (replace(SENDS, key_works=False), Stage.MISSING, "can't send: Twilio refuses its API key"),
    ],
)
def test_what_is_missing_needs_a_person(facts: SendingFacts, stage: Stage, summary: str) -> None:
    """Each says what is missing in a few words, and what to do in the whole line."""
    found = sending_status(SHOP, facts, TENANTS, NOW)

    assert (found.stage, found.summary, found.needs_person) == (stage, summary, True)
    assert not found.may_send
    assert len(found.registration_status) > len(found.summary)
    assert without_stack(found.registration_status, "prod") == []


def test_what_takes_its_time_needs_nobody() -> None:
    """A review that is not late goes on without a person."""
    found = sending_status(SHOP, last(review("campaign", "PENDING", 20)), TENANTS, NOW)

    assert (found.stage, found.needs_person) == (Stage.IN_REVIEW, False)
    assert found.registration_status == "campaign in review since 2026-11-30"


@pytest.mark.parametrize(("hours", "late"), [(23, False), (25, True)])
def test_a_texted_code_expires_after_a_day(hours: float, *, late: bool) -> None:
    """Only for a sole proprietor's brand, and only while it waits for the reply."""
    waits = replace(
        SENDS,
        senders=(),
        reviews=(*APPROVED[:2], review("brand", "PENDING", hours / 24), ReviewStatus("campaign", "waiting")),
    )

    found = sending_status(PROPRIETOR, waits, TENANTS, NOW)
    company = sending_status(SHOP, waits, TENANTS, NOW)

    assert (found.stage is Stage.OVERDUE, found.needs_person) == (late, late)
    assert (
        "without a reply to the texted code in 24 hours: `owl brand otp dawn-patrol-surf --stack prod` texts another"
        in found.summary + (found.registration_status)
    ) is late
    assert company.stage is Stage.IN_REVIEW


def test_a_file_can_suspend_a_tenant() -> None:
    """Its account is suspended or, where tenants share one, its number is no sender: then nobody has to do anything."""
    tenant = TENANTS.by_id[SHOP]
    tenants = replace(TENANTS, by_id={SHOP: tenant.model_copy(update={"state": State.SUSPENDED})})

    own = sending_status(SHOP, replace(SENDS, account_status="suspended"), tenants, NOW)
    shared = sending_status(SHOP, replace(SENDS, senders=()), tenants, NOW)
    not_deployed = sending_status(SHOP, SENDS, tenants, NOW)

    for found in (own, shared):
        assert found.registration_status.startswith("suspended: it sends nothing")
        assert not found.needs_person
    assert not_deployed.may_send


def test_what_is_not_known_is_never_may_send() -> None:
    """Neither what could not be read, nor a run that failed."""
    for found in (not_known(SHOP, "prod", "timeout"), half_deployed(SHOP, "prod"), failed(SHOP, "prod")):
        assert not found.may_send
        assert "may send" not in found.registration_status
    assert not not_known(SHOP, "prod", "timeout").was_read


def test_all_obstacles_are_found_together() -> None:
    """The first is the tenant's status. What only follows from another is none."""
    lacking = replace(SENDS, senders=(), key_works=False)
    in_review = replace(lacking, reviews=last(review("campaign", "PENDING")).reviews)
    suspended = replace(lacking, account_status="suspended")

    found = {
        name: [each.requirement for each in obstacles(SHOP, facts, TENANTS, NOW)]
        for name, facts in (("lacking", lacking), ("in review", in_review), ("suspended", suspended), ("sends", SENDS))
    }

    assert found == {
        "lacking": [Requirement.SENDER, Requirement.API_KEY],
        "in review": [Requirement.REGISTRATION, Requirement.API_KEY],
        "suspended": [Requirement.ACCOUNT],
        "sends": [],
    }
    [sender, key] = obstacles(SHOP, lacking, TENANTS, NOW)
    assert sender.status == sending_status(SHOP, lacking, TENANTS, NOW)
    assert key.status.summary == "can't send: Twilio refuses its API key"
    assert key.status.remedy == "`pulumi up --refresh --stack prod` makes another: give it to the software that sends"

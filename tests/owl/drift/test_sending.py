"""Which tenants need a person, judged from the steps of a preview with refresh."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from owl.drift.account_contents import Content
from owl.drift.findings import NeedsPerson, News, Resource
from owl.drift.orphans import Orphan
from owl.drift.sending import goes_on, need_person
from owl.previews import Op, Preview, PreviewStep
from owl.registration.progress import Stage
from providers.messaging_service_sender import MOST_SENDERS, MessagingServiceSenderProvider
from tests.owl_inc import owl_inc

NOW = dt.datetime(2026, 12, 20, 12, tzinfo=dt.UTC)
TENANTS = owl_inc()
SHOP, NUMBER = "freestyle-falcons", "+14155550100"
APPROVED = {
    "Subaccount": {"sid": "AC1"},
    "CustomerProfileSubmission": {"sid": "BU1", "status": "twilio-approved"},
    "TrustProductSubmission": {"sid": "BU2", "status": "twilio-approved"},
    "BrandRegistration": {"sid": "BN1", "status": "APPROVED"},
    "MessagingService": {"sid": "MG1"},
    "PhoneNumber": {"sid": "PN1", "phone_number": NUMBER},
    "ApiKey": {"sid": "SK1"},
    "Campaign": {"sid": "QE1", "campaign_status": "VERIFIED", "date_updated": "2026-12-09T08:00:00+00:00"},
    "MessagingServiceSender": {"sid": "PN1", "phone_number": NUMBER},
}
"""The outputs of a tenant that may send, by kind."""


def refreshed(kind: str, old: dict[str, Any], new: dict[str, Any] | None = None) -> PreviewStep:
    """Return the refresh of a resource of the tenant; without `new` nothing has changed."""
    name, tenant = ("dev-shared", None) if kind == "Subaccount" else (SHOP, SHOP)
    before = old | ({} if kind == "Subaccount" else {"account_sid": "AC1"})
    after = before if new is None else new
    type_ = f"pulumi-python:dynamic/twilio:{kind}"
    return PreviewStep(Op.REFRESH, f"urn:{kind}", type_, name, tenant, old_outputs=before, new_outputs=after)


def found(
    now: Mapping[str, dict[str, Any]], orphans: tuple[Orphan, ...] = (), without: tuple[str, ...] = ()
) -> list[NeedsPerson]:
    """Return what needs a person: `now` is what changed, by kind; empty outputs mean that it is gone."""
    steps = [
        refreshed(kind, outputs, (outputs | now[kind] if now[kind] else {}) if kind in now else None)
        for kind, outputs in APPROVED.items()
        if kind not in without
    ]
    return list(need_person(Preview("dev", tuple(steps)), TENANTS, orphans, NOW))


def sender(sid: str, service: str) -> Orphan:
    """Return a number in a messaging service that no stack declares there."""
    container = {"account_sid": "AC1", "service_sid": service}
    content = Content(MessagingServiceSenderProvider(), sid, container, {"phone_number": NUMBER})
    return Orphan("dev", "AC1", "MessagingServiceSender", sid, NUMBER, "dev-shared", Decimal(0), content=content)


def test_a_tenant_that_may_send_needs_nobody() -> None:
    """Nothing is missing."""
    assert found({}) == []


@pytest.mark.parametrize(
    ("now", "impact", "reason"),
    [
        (
            {"Campaign": {"campaign_status": "SUSPENDED"}},
            f"{SHOP} can't send since 2026-12-09",
            "campaign suspended since 2026-12-09: ask Twilio's support why",
        ),
        (
            {"Campaign": {"campaign_status": "EXPIRED"}},
            f"{SHOP} can't send since 2026-12-09",
            "campaign is EXPIRED since 2026-12-09",
        ),
        (
            {"Campaign": {"campaign_status": "IN_PROGRESS", "date_updated": "2026-11-20T08:00:00+00:00"}},
            f"{SHOP} can't send yet",
            "campaign in review since 2026-11-20, longer than 21 days",
        ),
        ({"Campaign": {}}, f"{SHOP} can't send", "campaign no longer exists at Twilio"),
        (
            {"Subaccount": {"status": "suspended", "date_updated": "2026-12-19T08:00:00+00:00"}},
            f"{SHOP} can't send since 2026-12-19",
            "its account is suspended since 2026-12-19",
        ),
        ({"Subaccount": {}}, f"{SHOP} can't send", "its account is closed"),
        ({"MessagingServiceSender": {}}, f"{SHOP} can't send", f"{NUMBER} is not in its messaging service"),
        (
            {"MessagingServiceSender": {}, "PhoneNumber": {}},
            f"{SHOP} can't send",
            f"{NUMBER} no longer exists at Twilio",
        ),
        ({"ApiKey": {}}, f"{SHOP} can't send", "Twilio refuses its API key"),
    ],
)
def test_what_stops_a_tenant_needs_a_person(now: dict[str, dict[str, Any]], impact: str, reason: str) -> None:
    """Who can't send and since when comes first, then why and what to do."""
    [needs] = found(now)

    assert needs.impact == impact
    assert needs.reason.startswith(reason)
    assert not needs.number_is_shut_out


def test_no_deployment_puts_back_a_number_that_is_shut_out() -> None:
    """It is in another service, or its own is full of others."""
    elsewhere = found({"MessagingServiceSender": {}}, (sender("PN1", "MG2"),))
    full = found({"MessagingServiceSender": {}}, tuple(sender(f"PN{1000 + n}", "MG1") for n in range(MOST_SENDERS)))

    for [needs], said in ((elsewhere, "take it out of MG2"), (full, "which is full")):
        assert said in needs.reason
        assert needs.number_is_shut_out


def test_a_tenant_that_was_deployed_by_half_says_so() -> None:
    """It has no campaign, not even one that waits."""
    [needs] = found({}, without=("Campaign", "MessagingServiceSender"))

    assert needs.impact == f"{SHOP} can't send"
    assert needs.reason.startswith("not completely deployed: its last run failed")


def test_a_number_that_waits_for_the_next_run_needs_nobody() -> None:
    """The campaign was just approved."""
    steps = [
        refreshed(kind, outputs if kind != "MessagingServiceSender" else {"awaits": {"campaign": "PENDING"}})
        for kind, outputs in APPROVED.items()
    ]

    assert list(need_person(Preview("dev", tuple(steps)), TENANTS, (), NOW)) == []


def test_the_isvs_own_profile_stops_every_new_tenant() -> None:
    """Its rejection is a finding of its own."""
    step = refreshed("PrimaryCustomerProfile", {"sid": "BU9", "status": "twilio-rejected"})

    [needs] = need_person(Preview("dev", (step,)), TENANTS, (), NOW)

    assert (needs.impact, needs.stage) == ("no other tenant can be registered", Stage.REJECTED)


@pytest.mark.parametrize(
    ("now", "goes"), [("VERIFIED", True), ("IN_PROGRESS", True), ("FAILED", False), ("SUSPENDED", False)]
)
def test_only_what_goes_on_is_news(now: str, *, goes: bool) -> None:
    """Anything else needs a person."""
    assert goes_on(News(Resource(SHOP, "Campaign", SHOP), "campaign_status", "PENDING", now)) is goes

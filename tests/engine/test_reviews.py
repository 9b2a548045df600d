"""Registrations through slow, rejected and failed reviews, with the real engine."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from tests.engine.project import Project

REVIEWS = ("customer_profile", "trust_product", "brand_registration", "us_app_to_person")
DAY = 86_400
FALCONS, SPOKES = "freestyle-falcons", "alpine-spokes"


def paid_once(project: Project) -> Counter[tuple[str, str]]:
    """Count what was paid once, by kind and amount."""
    ledger = project.local.control.ledger()
    return Counter((each["kind"], each["once_usd"]) for each in ledger if float(each["once_usd"]))


def campaigns(project: Project, senders: Mapping[str, Any]) -> dict[str, str]:
    """Return the status of each tenant's campaign, as a person at a console sees it."""
    found = {}
    for name, sender in senders.items():
        services = project.console.account(sender["account_sid"]).messaging.v1.services
        for campaign in services(sender["messaging_service_sid"]).us_app_to_person.list():
            found[name] = campaign.campaign_status
    return found


def numbers(project: Project, senders: Mapping[str, Any]) -> int:
    """Count the numbers that are senders of a service."""
    return sum(
        len(service.phone_numbers.list())
        for sender in [next(iter(senders.values()))]
        for service in project.console.account(sender["account_sid"]).messaging.v1.services.list()
    )


def test_weeks_of_reviews_pass(project: Callable[..., Project]) -> None:
    """With a run twice a week: the trust product takes five days, every other review less than four. No run waits.

    Every `up --refresh` registers as far as the reviews allow and prints each tenant's registration status; in the end
    nothing is left to do.
    """
    dev = project()
    for kind, days in zip(REVIEWS, (1, 2.5, 3.5, 1), strict=True):
        dev.local.control.set_behaviour(kind, "seconds", days * DAY)
    runs, seen, senders = 0, [""], dict[str, Any]()
    while not seen[-1].startswith("may send"):
        done = dev.up("--refresh")
        assert done.code == 0, done.text
        senders = senders or dev.outputs()["senders"]
        status = dev.registration_status()[FALCONS]
        assert f"{FALCONS}: {status}" in done.text
        stage = status.partition(" since")[0]
        if stage != seen[-1]:
            seen.append(stage)
            if stage == "brand in review":
                show_every_tenant(dev)
        if not stage.startswith("may send"):
            assert not numbers(dev, senders)
            dev.local.control.advance(3.5 * DAY)
            runs += 1
        assert runs < 10

    assert runs == 5
    assert seen[1:] == [
        "customer profile in review",
        "trust product in review",
        "brand in review",
        "campaign in review",
        "may send: campaign approved",
    ]
    assert dev.drift().code == 0
    assert campaigns(dev, senders) == {FALCONS: "VERIFIED", SPOKES: "VERIFIED"}
    assert numbers(dev, senders) == 2
    assert paid_once(dev) == {("brand_registration", "4.50"): 2, ("us_app_to_person", "15"): 2}


def show_every_tenant(dev: Project) -> None:
    """`owl status` asks Twilio: a table for people, JSON for machines, one tenant or all."""
    table, one, machine = dev.owl("status"), dev.owl("status", FALCONS), dev.owl("status", "--format", "json")

    assert table.code == one.code == machine.code == 0, table.text + one.text + machine.text
    assert FALCONS in table.text
    assert "brand in review" in table.text
    assert SPOKES not in one.text
    assert {row["tenant_id"]: row["stage"] for row in json.loads(machine.out)} == dict.fromkeys(
        [SPOKES, FALCONS], "in review"
    )


REJECTIONS = {
    "profile": ("customer_profile", 18602, "business.registration_number", "falcons-ein", "falcons"),
    "brand": ("brand_registration", 30795, "business.legal_name", "Freestyle Falcons LLC", "Freestyle Falcons, LLC"),
    "campaign": ("us_app_to_person", 30909, "campaign.message_flow", "_flow: >-\n    ", "_flow: >-\n    First, "),
}
"""What is rejected of the tenant of this name: kind, code, field, and how its file is corrected."""


def test_each_rejection_stops_only_its_tenant(project: Callable[..., Project]) -> None:
    """Its reason, remedy and line are shown; a corrected file is submitted again, and nothing is paid twice."""
    dev = project()
    text = dev.tenant(FALCONS).read_text("utf-8")
    for name, (kind, code, *_) in REJECTIONS.items():
        dev.tenant(name).write_text(text.replace("Freestyle Falcons", name.title(), 1), "utf-8")
        of = name if kind == "us_app_to_person" else f"{name} customer profile"
        dev.local.control.script_review(kind, "reject", [code], of=of)
    dev.keep_tenants(SPOKES, *REJECTIONS)

    assert dev.up().code == 0
    statuses = dev.registration_status()
    assert statuses[SPOKES].startswith("may send")
    for name, (_, code, field, *_) in REJECTIONS.items():
        assert "rejected" in statuses[name]
        assert f"{code}:" in statuses[name]
        assert f"tenants/{name}.yaml:" in statuses[name]
        assert f":{dev.line(name, field)} {field}" in statuses[name]
    assert dev.drift().code == 0
    for name, (*_, before, after) in REJECTIONS.items():
        dev.edit(name, before, after)

    done = dev.up("--refresh")

    assert done.code == 0, done.text
    assert all(each.startswith("may send") for each in dev.registration_status().values())
    assert paid_once(dev) == {("brand_registration", "4.50"): 4, ("us_app_to_person", "15"): 4}


def test_one_rejected_one_failing_one_waiting(project: Callable[..., Project]) -> None:
    """The other tenants pass in the same run, the summary names each, and the failed one loses nothing."""
    prod = project(stack="prod")
    for name in ("rejected", "failing", "waiting"):
        text = prod.tenant(SPOKES).read_text("utf-8").replace("Alpine Spokes", name.title())
        prod.tenant(name).write_text(text.replace(SPOKES, name), "utf-8")
    control = prod.local.control
    control.script_review("customer_profile", "hold")
    begun = prod.up()
    assert begun.code == 0, begun.text
    control.clear_reviews()
    control.script_review("customer_profile", "hold", of="waiting customer profile")
    control.script_review("brand_registration", "reject", [30795], of="rejected customer profile")
    service_sid = prod.outputs()["senders"]["failing"]["messaging_service_sid"]
    control.inject("status", status=500, method="POST", path=f"/v1/Services/{service_sid}$", times=None)
    prod.waive("features-in-ring: failing")
    prod.edit("failing", "templates:", "messaging:\n  validity_period: 600\ntemplates:")
    before = len(prod.resources())

    done = prod.up("--refresh")

    status = prod.registration_status()
    assert done.code != 0
    assert "could not update MessagingService 'failing'" in done.text
    assert "left unchanged" in done.text
    assert "unhandled error" not in done.text
    assert status[FALCONS].startswith("may send")
    assert status[SPOKES].startswith("may send")
    assert "customer profile in review" in status["waiting"]
    assert "brand rejected" in status["rejected"]
    assert "failed" in status["failing"]
    assert len(prod.resources()) == before
    assert prod.outputs()["senders"]["failing"]["messaging_service_sid"] == service_sid

    control.clear_faults()
    mended = prod.up("--refresh")

    assert mended.code == 0, mended.text
    assert prod.registration_status()["failing"].startswith("may send")


def test_a_sole_proprietor_answers_a_text(project: Callable[..., Project]) -> None:
    """The brand waits for the owner; `owl brand otp` sends the text again, only for brands that wait for it."""
    dev = project()
    proprietor = "dawn-patrol-surf"
    dev.add_tenants(proprietor)
    dev.local.control.set_behaviour("brand_otp", "reads")
    assert dev.up().code == 0
    assert "the owner must reply to the texted code" in dev.registration_status()[proprietor]
    before = len(dev.local.control.journal())

    sent, refused = dev.owl("brand", "otp", proprietor), dev.owl("brand", "otp", FALCONS)

    assert sent.code == 0, sent.text
    assert refused.code == 1
    assert "only sole proprietors confirm by text" in refused.text
    posts = [call["path"] for call in dev.local.control.journal()[before:] if call["method"] == "POST"]
    assert [path.rpartition("/")[2] for path in posts] == ["SmsOtp"]
    assert dev.owl("emulator", "advance", "25h").code == 0
    expired = dev.owl("emulator", "otp", proprietor)
    assert expired.code == 1
    assert f"has expired after 24 hours. `owl brand otp {proprietor} --stack dev` texts another code" in expired.text
    assert dev.owl("brand", "otp", proprietor).code == 0
    answered = dev.owl("emulator", "otp", proprietor)
    assert answered.text == f"The owner of {proprietor} has answered the code. The review begins.\n"
    assert dev.up("--refresh").code == 0
    assert dev.registration_status()[proprietor].startswith("may send")
    assert "nothing to confirm" in dev.owl("brand", "otp", proprietor).text


def test_a_public_company_answers_a_mail(project: Callable[..., Project]) -> None:
    """The status counts the days; `owl brand 2fa` sends the mail again, only for a public company's brand in review."""
    dev = project()
    dev.edit(FALCONS, "  social_media_profiles:", f"{PUBLIC}  social_media_profiles:")
    dev.local.control.set_behaviour("brand_registration", "seconds", 30 * DAY)
    assert dev.up().code == 0
    first = dev.registration_status()[FALCONS]
    dev.local.control.advance(2 * DAY)
    before = len(dev.local.control.journal())
    third = dev.owl("status", FALCONS)

    sent, refused = dev.owl("brand", "2fa", FALCONS), dev.owl("brand", "2fa", SPOKES)

    assert first.partition(": ")[2].startswith(
        f"mail pending, day 1 of 7 (`owl brand 2fa {FALCONS} --stack dev` resends it); next: campaign"
    )
    assert "mail pending, day 3 of 7" in third.text
    assert sent.code == 0, sent.text
    assert "(brand@freestyle-falcons.example) gets the mail" in sent.text
    posts = [call["path"] for call in dev.local.control.journal()[before:] if call["method"] == "POST"]
    assert [path.rpartition("/")[2] for path in posts] == ["2fa"]
    assert refused.code == 1
    assert "only public companies confirm by mail" in refused.text
    dev.local.control.advance(8 * DAY)
    assert "without an answer to the verification mail in 7 days" in dev.owl("status", FALCONS).text


PUBLIC = """\
  company_type: public
  stock_exchange: NASDAQ
  stock_ticker: BMXF
  brand_contact_email: brand@freestyle-falcons.example
"""


def test_nothing_is_submitted_before_the_isv_is_approved(project: Callable[..., Project]) -> None:
    """Until the ISV's own profile is approved every tenant waits, and its line says for what."""
    dev = project()
    dev.keep_tenants(FALCONS)
    dev.local.control.set_primary_profile("in-review")

    assert dev.up().code == 0
    waits = dev.registration_status()[FALCONS]
    dev.local.control.set_primary_profile("twilio-approved")
    assert dev.up("--refresh").code == 0

    assert waits == "customer profile waits for approval of the ISV's own customer profile"
    assert dev.registration_status()[FALCONS].startswith("may send")

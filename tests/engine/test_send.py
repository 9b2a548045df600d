"""`owl send`, and what a tenant's messages trigger at the ISV's endpoint."""

import datetime as dt
import json
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from tests.emulator.receiver import Receiver
from tests.engine.project import Project


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The ISV's endpoint: a real HTTP server on this machine."""
    listening = Receiver()
    yield listening
    listening.close()


def test_send_follows_a_message_to_its_end(dev: Project, receiver: Receiver) -> None:
    """Every status is shown, with the template's text filled in; the ISV's callback is called for each."""
    dev.local.control.deliver_to(receiver.url)

    sent = dev.owl(
        "send", "freestyle-falcons", "--to", "+14155550188", "--template", "order-ready", "--set", "customer=Bob"
    )

    assert sent.code == 0, sent.text
    assert "By sms: from +1415" in sent.text
    assert "Freestyle Falcons: Hi Bob, your order" in sent.text
    assert [line.split()[-1] for line in sent.text.splitlines() if " s  " in line][-1] == "delivered"
    assert dev.local.control.settle()
    told = {request.path for request in receiver.received}
    assert told == {"/freestyle-falcons/message-status"}
    assert receiver.received[-1].form["MessageStatus"] == "delivered"

    report = dev.owl(
        "send", "freestyle-falcons", "--to", "+14155550188", "--template", "order-ready", "--format", "json"
    )
    sent_as_json = json.loads(report.out)
    assert report.code == 0
    assert (sent_as_json["status"], sent_as_json["delivered"], sent_as_json["error_code"]) == ("delivered", True, None)
    assert sent_as_json["statuses"][-1] == "delivered"
    assert (sent_as_json["channel"], sent_as_json["channels_passed_over"]) == ("sms", [])

    other = dev.owl("send", "alpine-spokes", "--to", "noor", "--template", "order-ready")
    assert "Alpine Spokes: Hi " in other.text  # the name in the catalogue's example


def test_send_without_a_wait_shows_only_what_twilio_answered(dev: Project) -> None:
    """Without a wait, an accepted message is a success, and the last line says where its end will be seen."""
    message = ("send", "freestyle-falcons", "--to", "alice", "--template", "order-ready", "--wait", "0")

    sent = dev.owl(*message)
    report = json.loads(dev.owl(*message, "--format", "json").out)

    by, text, status, accepted = sent.text.splitlines()
    sid = text.partition(" ")[0]
    assert sent.code == 0
    assert by.startswith("By sms: from +1415")
    assert text.startswith(f"{sid} to +14155550188: Freestyle Falcons: Hi Alice, your order 20417 is ready")
    assert status == "   0.0 s  accepted"
    assert accepted == "Twilio accepted it. `owl board --serve --stack dev` shows what becomes of it."
    assert (report["status"], report["statuses"], report["delivered"]) == ("accepted", ["accepted"], False)
    messages = dev.console.v2010(dev.outputs()["senders"]["freestyle-falcons"]["account_sid"]).messages
    assert messages(sid).fetch().to == "+14155550188"


def test_an_advertisement_is_scheduled_for_the_day_and_can_be_canceled(dev: Project) -> None:
    """Nothing is called for a message in quiet hours; one by day is sent when its time has come, or canceled before."""
    templates = dev.directory / "tenants" / "catalogue" / "templates.yaml"
    templates.write_text(templates.read_text("utf-8").replace("transactional", "promotional"), "utf-8")
    dev.edit("freestyle-falcons", "    name: Alice Marsh\n", "    name: Alice Marsh\n    time_zone: America/New_York\n")
    message = ("send", "freestyle-falcons", "--to", "alice", "--template", "order-ready")
    new_york = ZoneInfo("America/New_York")
    tomorrow = dev.console.now().astimezone(new_york).date() + dt.timedelta(days=1)
    night, morning = (dt.datetime.combine(tomorrow, dt.time(hour), new_york).isoformat() for hour in (23, 10))
    calls = len(dev.local.control.journal())

    refused = {
        night: f"{tomorrow + dt.timedelta(days=1)}T08:00-0",
        f"{tomorrow + dt.timedelta(days=40)}T10:00-05:00": "Twilio schedules messages from 15 minutes to 35 days ahead",
        "0001-01-01T00:00+14:00": "Twilio schedules messages from 15 minutes to 35 days ahead",
    }
    for time, reason in refused.items():
        answer = dev.owl(*message, "--at", time)
        assert (answer.code, reason in answer.text) == (1, True), answer.text
    assert dev.owl(*message, "--at", "2026-12-01T09:30").code == 2
    assert len(dev.local.control.journal()) == calls

    scheduled = dev.owl(*message, "--at", morning, "--format", "json")
    canceled = dev.owl(*message, "--at", morning)
    assert (scheduled.code, canceled.code) == (0, 0), scheduled.text + canceled.text
    report = json.loads(scheduled.out)
    assert (report["status"], report["delivered"]) == ("scheduled", False)
    [cancel] = [
        line.split()[1:] for line in canceled.out.replace(": ", "\n").splitlines() if line.startswith("owl send")
    ]
    others = dev.owl("send", "alpine-spokes", *cancel[2:])  # the tenants share an account
    assert (others.code, f"alpine-spokes has no message {cancel[3]}" in others.text) == (1, True), others.text
    for _ in range(2):  # canceling again does no harm
        assert f"{cancel[3]} to +14155550188 is canceled." in dev.owl(*cancel).text

    dev.local.control.advance(2 * 86400)
    assert dev.local.control.settle()
    messages = dev.console.v2010(dev.outputs()["senders"]["freestyle-falcons"]["account_sid"]).messages
    assert [messages(sid).fetch().status for sid in (report["message_sid"], cancel[3])] == ["delivered", "canceled"]
    not_scheduled = {
        report["message_sid"]: (1, "can't be canceled: it is delivered"),
        f"SM{'0' * 32}": (1, "freestyle-falcons has no message"),
        "alice": (2, "'alice' is not the SID of a message"),
    }
    for sid, (code, reason) in not_scheduled.items():
        late = dev.owl("send", "freestyle-falcons", "--cancel", sid)
        assert (late.code, reason in late.text, "Traceback" in late.text) == (code, True, False), late.text


def test_contacts_stay_here(dev: Project) -> None:
    """A deployment exposes no tenant's contacts: they are not at Twilio, and encrypted in the state."""
    deployed = f"{dev.local.control.journal()} {dev.pulumi('stack', 'export', '--stack', 'dev').out}"
    assert "Freestyle Falcons" in deployed
    assert "+14155550188" not in deployed
    assert "Alice Marsh" not in deployed


def test_send_explains_a_failed_delivery(dev: Project) -> None:
    """An undelivered or refused message ends with its error, the meaning and a link; exit code 1."""
    dev.edit("freestyle-falcons", "+14155550188", "+15005530003")
    assert dev.up().code == 0

    sent = dev.owl("send", "freestyle-falcons", "--to", "alice", "--template", "order-ready")

    assert sent.code == 1
    assert "owl: undelivered, error 30003: the phone could not be reached" in sent.text
    assert "https://www.twilio.com/docs/api/errors/30003" in sent.text

    dev.local.control.inject("status", method="POST", path=r"/Messages\.json$", status=400, code=21704)
    refused = dev.owl("send", "freestyle-falcons", "--to", "alice", "--template", "order-ready")
    assert refused.code == 1
    line = dev.line("freestyle-falcons", "contacts.alice")
    assert f"freestyle-falcons: order-ready to alice (tenants/freestyle-falcons.yaml:{line}): " in refused.text
    assert "has no number that can send: `pulumi up --refresh` puts the tenant's number back into it" in refused.text


def test_send_refuses_what_does_not_exist(dev: Project) -> None:
    """A wrong tenant, template, placeholder or recipient is named, with the valid ones; exit code 1, no traceback."""
    to = ("--to", "+14155550188", "--template")
    cases = {
        ("falcons", *to, "order-ready"): "stack 'dev' has no tenant 'falcons'; it has alpine-spokes, freestyle-falcons",
        ("alpine-spokes", *to, "rental-due"): "alpine-spokes has no template 'rental-due'; it has order-ready",
        (
            "alpine-spokes",
            "--to",
            "noor",
            "--template",
            "order-ready",
            "--set",
            "color=red",
        ): "with one of shop, customer, order, day",
        (
            *("alpine-spokes", "--to", "noor", "--template", "order-ready"),
            *("--set", "day=Monday", "--set", "day=Friday"),
        ): "--set day is given twice: 'Monday' and 'Friday'",
        ("alpine-spokes", "--to", "noor", "--template", "order-ready", "--set", "day= "): (
            "--set day: the value is empty, so order-ready of alpine-spokes can't be sent. Write a value such as "
            "'Saturday', or leave day out: then 'Saturday' is sent"
        ),
        ("alpine-spokes", *to, "order-ready"): "'+14155550188' is not a contact of alpine-spokes",
    }
    for arguments, message in cases.items():
        refused = dev.owl("send", *arguments)

        assert refused.code == 1
        assert message in refused.text, refused.text
        assert "Traceback" not in refused.text


@pytest.mark.parametrize(
    ("stopped", "reason"),
    [
        (("campaign", "SUSPENDED"), "campaign suspended"),
        (("campaign", "FAILED"), "campaign rejected"),
        (("brand", "SUSPENDED"), "brand suspended"),
        (("account", "suspended"), "its account is suspended"),
    ],
)
def test_send_delivers_nothing_for_a_tenant_that_is_stopped(
    dev: Project, stopped: tuple[str, str], reason: str
) -> None:
    """A suspended or rejected campaign, a suspended brand and a suspended account are refused, with the reason."""
    what, status = stopped
    falcons = dev.outputs()["senders"]["freestyle-falcons"]
    if what == "account":
        dev.console.accounts(falcons["account_sid"]).update(status=status)
    elif what == "brand":
        [brand_sid] = [each["sid"] for each in falcons["reviews"] if each["step"] == "brand"]
        dev.local.control.set_brand_status(brand_sid, status)
    else:
        dev.local.control.set_campaign_status(falcons["messaging_service_sid"], status)

    sent = dev.owl("send", "freestyle-falcons", "--to", "+14155550188", "--template", "order-ready")

    assert sent.code == 1
    assert "nothing was sent: " in sent.text
    assert reason in sent.text
    assert "delivered" not in sent.text.replace("undelivered", "")

"""What is known about one number's consent, for a carrier's audit."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from owl.cli import application
from owl.consent.log import as_csv, entries_of_files, entries_of_receiver
from owl.receiver.callbacks.callback import Source
from owl.receiver.callbacks.inbound_message import InboundMessage
from owl.receiver.database import reading
from owl.receiver.deactivations import note_report
from tenants.model import Channel, Contact, ContactChannel
from tests.owl.consent.conftest import ALICE, SHOP, World
from tests.owl_inc import put_owl_inc

WORDS = "=cmd|' /C calc'!A0"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `owl consent log` in a project without a receiver."""
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return lambda *arguments: CliRunner().invoke(application(), ["consent", "log", *arguments])


def test_everything_about_a_number_is_in_order(world: World, alice: Contact) -> None:
    """Consents of each channel with their words, replies with theirs, deactivations, and what was pushed."""
    consent = alice.consent.model_copy(update={"wording": WORDS, "evidence": "form 17 (98-7654321)"})
    whatsapp = ContactChannel(channel=Channel.WHATSAPP, consent=alice.consent)
    world.change(alice=alice.model_copy(update={"consent": consent, "channels": (whatsapp,)}))
    now = world.twilio.now()
    form = {"MessageSid": "SM" + "5" * 32, "AccountSid": "AC" + "1" * 32, "From": f"rcs:{ALICE}", "To": "+14155550100"}
    with world.engine.begin() as transaction:
        source = Source(SHOP, "AC" + "1" * 32, "", now)
        InboundMessage.record(transaction, [InboundMessage.read(source, {**form, "Body": "Please stop"})])
        note_report(transaction, dt.date(2026, 11, 1), 7, [ALICE], now)
    world.push()

    with reading(world.engine) as connection:
        entries = [*entries_of_files(world.tenants, ALICE), *entries_of_receiver(connection, ALICE)]
    rows = list(csv.DictReader(io.StringIO(as_csv(ALICE, entries))))

    assert [(row["what"], row["how"], row["wording"]) for row in rows] == [
        ("Alice Marsh agreed to sms", "in-person", f"'{WORDS}"),
        ("Alice Marsh agreed to whatsapp", "in-person", ""),
        ("opted out", "replied STOP", "Please stop"),
        ("number deactivated", "report of US carriers", ""),
        (f"opt-out of {now:%Y-%m-%d} pushed to Twilio", "accepted", ""),
    ]
    assert (rows[0]["evidence"], rows[0]["phone_number"]) == ("form 17 ([number withheld])", f"'{ALICE}")
    assert rows[0]["recorded_by"] == "dolores@freestyle-falcons.example"
    assert rows[0]["source"].startswith("tests/owl_inc/tenants/freestyle-falcons.yaml:")
    assert rows[2]["evidence"] == form["MessageSid"]


def test_a_number_is_found_as_people_write_it(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a receiver the files alone are shown, which standard error says. A damaged database is a failure."""
    for form in ("text", "json", "csv"):
        found = run("(415) 555-0188", "--format", form)
        assert found.exit_code == 0
        assert "agreed" in found.stdout
        assert "no receiver has run" in found.stderr
    assert "+13035550199: nothing is known" in run("+1 303 555 0199").stdout
    assert "'twelve' is no phone number" in str(run("twelve").exception)

    monkeypatch.setenv("DATABASE_URL", "postgresql://owl@127.0.0.1:1/owl")
    unread = run("+1 303 555 0199")
    assert unread.exit_code == 1
    assert "without what the receiver knows: the receiver's database can't be read" in unread.stderr

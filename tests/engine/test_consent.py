"""`owl consent` beside a deployed stack: imported, pushed once, opted out, deactivated, and shown for an audit."""

import datetime as dt
import json

from owl.receiver.database import open_database
from owl.receiver.opt_outs import OptOut, note_opt_outs
from owl.stacks.receiver_database import ReceiverDatabase
from tests.engine.project import Project

TENANT = "freestyle-falcons"
OTHER = "alpine-spokes"
BOB = "+14155550190"


def test_a_consent_from_a_file_to_an_audit(dev: Project) -> None:
    """What the tenant's file says is pushed; who opted out is pushed as such, and who changed numbers is not texted."""
    assert dev.owl("pending").text.startswith("0 pending creates in ")  # the notes that are there are of what it has
    dev.edit(TENANT, "https://freestyle-falcons.example/sms", f"https://hooks.owl.example/{TENANT}/inbound-message")
    contacts = dev.directory / "contacts.csv"
    contacts.write_text(
        "name,phone_number,given_at,how,recorded_by,wording\n"
        f"Bob,{BOB},2026-11-02T10:00:00-08:00,web-form,dolores@falcons.example,I agree to texts.\n",
        "utf-8",
    )
    assert "1 added" in dev.owl("consent", "import", TENANT, str(contacts)).text
    refused = dev.owl("consent", "push")
    assert (refused.code, "no receiver has run for stack 'dev'" in refused.text) == (1, True), refused.text

    engine = open_database(ReceiverDatabase(f"sqlite:///{dev.directory / '.local' / 'receiver-dev.sqlite'}", "dev"))
    stopped = OptOut(TENANT, "+14155550188", True, "replied STOP", "SM" + "1" * 32, dt.datetime.now(dt.UTC))
    with engine.begin() as transaction:
        note_opt_outs(transaction, [stopped])
    engine.dispose()
    assert "2 to push" in dev.owl("consent", "push", TENANT, "--dry-run").text
    assert dev.local.control.consents() == []
    pushed = dev.owl("consent", "push", TENANT, "--format", "json")
    assert [(each["contact"], each["status"], each["outcome"]) for each in json.loads(pushed.out)] == [
        ("alice", "opt-out", "accepted"),
        ("bob", "opt-in", "accepted"),
    ]
    assert "2 unchanged" in dev.owl("consent", "push", TENANT).text

    yesterday = dev.console.now().date() - dt.timedelta(days=1)
    dev.local.control.set_deactivated(yesterday.isoformat(), [BOB])
    whole = dev.tenant(OTHER).read_text("utf-8")
    dev.tenant(OTHER).write_text("name: 7\n", "utf-8")
    in_part = {command: dev.owl("consent", *command.split()) for command in ("deactivated", "push", f"log {BOB}")}
    assert {command: each.code for command, each in in_part.items()} == dict.fromkeys(in_part, 1), in_part
    assert f"{TENANT}: contact bob: is not texted until a later consent is recorded" in in_part["deactivated"].text
    assert f"no number was struck for {OTHER}: correct what is wrong, and the next run" in in_part["deactivated"].text
    assert f"nothing was pushed for {OTHER}: correct what is wrong, then run it again." in in_part["push"].text
    assert "Bob agreed to sms" in in_part[f"log {BOB}"].text
    dev.tenant(OTHER).write_text(whole, "utf-8")
    struck = dev.owl("consent", "deactivated")  # the day is read again, for the contacts of all tenants
    assert f"{yesterday}: deactivated numbers: 1, contacts among them: 1" in struck.text
    assert f"{TENANT}: contact bob: is not texted until a later consent is recorded" in struck.text
    assert BOB not in struck.text  # it is in the log of a workflow
    sent = dev.owl("send", TENANT, "--to", "bob", "--template", "order-ready")
    assert (sent.code, f"{BOB} was deactivated on {yesterday}" in sent.text) == (1, True), sent.text
    log = json.loads(dev.owl("consent", "log", BOB, "--format", "json").out)
    assert [each["what"].partition(" of ")[0] for each in log["entries"]] == [
        "Bob agreed to sms",
        "number deactivated",
        "opt-in",
    ]

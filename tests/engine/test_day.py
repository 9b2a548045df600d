"""A day of Owl Inc.: three tenants send, and everybody who reports on it says the same numbers as Twilio's records."""

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.engine.project import Project
from tests.owl.receiver.served import ServedReceiver, wait_until

BUSY, UNLUCKY, STOPPED = "freestyle-falcons", "alpine-spokes", "cadence-running"
TENANTS = (BUSY, UNLUCKY, STOPPED)
ALLOWANCE = 250
OPTED_OUT = 21610
FAILING = {"+15005530003": 30003, "+15005530007": 30007}
"""Numbers that the local Twilio does not reach, each with the error."""


class Day:
    """The stack with its receiver, and what Twilio's own records say.

    Args:
        project: The deployed stack.
        receiver: Its receiver.
    """

    def __init__(self, project: Project, receiver: ServedReceiver) -> None:
        self.project = project
        self.receiver = receiver
        self.senders = project.outputs()["senders"]

    def send(self, tenant: str, to: str) -> Any:
        """Send a template's message as the tenant's software does."""
        sender = self.senders[tenant]
        client = self.project.console.account(sender["account_sid"])
        return client.messages.create(
            to=to, messaging_service_sid=sender["messaging_service_sid"], content_sid=sender["templates"]["order-ready"]
        )

    def settle(self) -> None:
        """Wait until every callback is answered."""
        assert self.project.local.control.settle()

    def alerts(self) -> Counter[str]:
        """Return the titles of the alerts that went out."""
        return Counter(row.title for row in self.receiver.rows("SELECT title FROM alerts WHERE sent_at IS NOT NULL"))

    def records(self, tenant: str) -> Counter[tuple[str, int | None]]:
        """Return how many of a tenant's messages Twilio has, by status and error."""
        client = self.project.console.account(self.senders[tenant]["account_sid"])
        sent = [each for each in client.messages.list() if each.direction != "inbound"]
        return Counter((each.status, each.error_code) for each in sent)

    def usage(self, tenant: str) -> int:
        """Return how many messages Twilio counts today for a tenant's account."""
        client = self.project.console.account(self.senders[tenant]["account_sid"])
        [record] = client.usage.records.today.list(category="sms-outbound")
        return int(record.count)

    def received(self, tenant: str) -> Counter[tuple[str, int | None]]:
        """Return the same as `records`, by the receiver."""
        rows = self.receiver.rows("SELECT status, error_code FROM messages WHERE tenant = :tenant", tenant=tenant)
        return Counter((row.status, row.error_code) for row in rows)

    def owl(self, *arguments: str, code: int) -> Any:
        """Return what a command reports as JSON."""
        done = self.project.owl(*arguments, "--stack", "prod", "--format", "json")
        assert done.code == code, done.text
        return json.loads(done.out)


@pytest.fixture
def day(prod: Project, tmp_path: Path) -> Any:
    """Three tenants, the first of which has its replies sent to the receiver."""
    prod.add_tenants(STOPPED)
    prod.edit(BUSY, "https://freestyle-falcons.example/sms", f"https://hooks.owl.example/{BUSY}/inbound-message")
    deployed = prod.up()
    assert deployed.code == 0, deployed.text
    prod.local.control.set_behaviour("message", "at_once")
    database = f"sqlite:///{tmp_path / 'receiver.sqlite'}"
    prod.environment["DATABASE_URL"] = database
    try:
        with ServedReceiver(prod.directory, database, "", "", stack="prod", **prod.environment) as receiver:
            yield Day(prod, receiver)
    finally:
        del prod.environment["DATABASE_URL"]


def test_a_day_of_owl_inc(day: Day) -> None:
    """Alerts, receiver, reconciliation and doctor agree with Twilio's records to the last message."""
    for tenant, contact, template in ((BUSY, "alice", "order-ready"), (UNLUCKY, "noor", "order-ready")):
        sent = day.project.owl("send", tenant, "--to", contact, "--template", template, "--stack", "prod")
        assert "The receiver was called with: queued, sending, sent, delivered" in sent.text
    for number in FAILING:
        day.send(UNLUCKY, number)
    for customer in range(ALLOWANCE - 2):
        day.send(BUSY, f"+1628555{customer:04}")
    day.settle()
    assert day.usage(BUSY) == ALLOWANCE - 1
    reached = f"{BUSY} has reached its daily allowance"
    assert day.receiver.rows("SELECT * FROM usage_alerts") == []
    day.send(BUSY, "+16285559998")
    wait_until(lambda: day.alerts()[reached])
    [alert] = day.receiver.rows("SELECT owner, current_value FROM usage_alerts")
    assert tuple(alert) == (BUSY, str(ALLOWANCE)), "exactly the 250th message"
    day.send(BUSY, "+16285559999")

    assert day.project.owl("emulator", "receive", "--from", "alice", "--to", BUSY, "STOP", "--stack", "prod").code == 0
    refused = day.project.owl("send", BUSY, "--to", "alice", "--template", "order-ready", "--stack", "prod")
    assert (refused.code, "has opted out" in refused.text) == (1, True)
    with pytest.raises(TwilioRestException) as error:
        day.send(BUSY, "+14155550188")
    assert error.value.code == OPTED_OUT

    day.send(STOPPED, "+14155557000")
    day.project.local.control.set_campaign_status(day.senders[STOPPED]["messaging_service_sid"], "SUSPENDED")
    day.send(STOPPED, "+14155557001")
    day.settle()
    suspended = f"{STOPPED} can't send: its campaign is suspended"
    wait_until(lambda: day.alerts()[suspended])

    assert day.alerts() == Counter([reached, suspended])
    expected = {
        BUSY: Counter({("delivered", None): ALLOWANCE + 1}),
        UNLUCKY: Counter([("delivered", None), *(("undelivered", code) for code in FAILING.values())]),
        STOPPED: Counter([("delivered", None), ("undelivered", 30033)]),
    }
    for tenant in TENANTS:
        assert day.records(tenant) == day.received(tenant) == expected[tenant]
    errors = day.receiver.rows("SELECT error_code FROM events WHERE level = 'ERROR'")
    assert sorted(row.error_code for row in errors) == sorted([*FAILING.values(), 30033])
    for agrees in (_reconciliation_agrees, _doctor_agrees, _board_agrees):
        agrees(day)


def _reconciliation_agrees(day: Day) -> None:
    month = f"{dt.datetime.now(dt.UTC):%Y-%m}"
    found = {each["tenant"]: each for each in day.owl("reconcile", "--month", month, code=0)["tenants"]}
    for tenant in TENANTS:
        assert found[tenant]["messages"] == day.usage(tenant) == day.records(tenant).total()
    assert {name: each["alerts_received"] for name, each in found.items()} == {BUSY: 1, UNLUCKY: 0, STOPPED: 0}
    assert {name: each["above_allowance"] for name, each in found.items()} == {BUSY: 1, UNLUCKY: 0, STOPPED: 0}


def _doctor_agrees(day: Day) -> None:
    found = {each["tenant"]: each for each in day.owl("doctor", "--all", code=4)["tenants"]}
    evidence = {name: {check["check"]: check["evidence"] for check in each["checks"]} for name, each in found.items()}
    assert {name: each["may_send"] for name, each in found.items()} == {BUSY: True, UNLUCKY: True, STOPPED: False}
    assert evidence[BUSY]["allowance"] == f"{day.usage(BUSY)} of {ALLOWANCE} messages used since midnight GMT"
    assert evidence[BUSY]["opt-outs"].startswith("1 customer has opted out, of the contacts alice")
    for tenant in TENANTS:
        records = day.records(tenant)
        delivered, total = records["delivered", None], records.total()
        assert evidence[tenant]["delivery"].startswith(f"{delivered} of {total} messages in 24 hours delivered")
        assert evidence[tenant]["statuses-received"].startswith(f"the receiver had statuses of {total} messages")
    assert "30003: 1" in evidence[UNLUCKY]["error-events"]
    assert "30033: 1" in evidence[STOPPED]["error-events"]


def _board_agrees(day: Day) -> None:
    written = day.project.owl("board", "--stack", "prod", "--output", "board.html")
    assert written.code == 0, written.text
    page = (day.project.directory / "board.html").read_text("utf-8")
    table = page.partition('id="tenants-caption"')[2].partition("</table>")[0]
    rows = [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in table.split('<tr role="row">')]
    for tenant in TENANTS:
        [row] = [each for each in rows if f" {tenant} " in each]
        records = day.records(tenant)
        allowance = 50 if tenant == UNLUCKY else ALLOWANCE
        assert f" {day.usage(tenant)} of {allowance} {records.total()} messages " in row
        assert f" {records['delivered', None]} of {records.total()} " in row
        for (_, code), number in records.items():
            assert code is None or f"{number} \N{MULTIPLICATION SIGN} {code}" in row

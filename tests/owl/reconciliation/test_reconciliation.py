"""A month is reconciled with what the local Twilio counted."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from emulator.embedded import LocalTwilio
from finance import Charge
from owl.failure import Failure
from owl.receiver.alerts.allowance_reached import KIND
from owl.receiver.database import open_database
from owl.receiver.tables import alerts, usage_alerts
from owl.reconciliation.alerts import alerts_by_tenant
from owl.reconciliation.as_csv import as_csv
from owl.reconciliation.as_table import as_tables, margin_table
from owl.reconciliation.figures import figures
from owl.reconciliation.month import Month, parse_month, require_begun
from owl.reconciliation.reconciliation import Reconciliation, reconcile
from owl.stacks.receiver_database import ReceiverDatabase
from providers.core.connection import Connection, connect_to
from tests.owl_inc import owl_inc

PARENT_SID = "AC" + "e" * 32
DAY = 86_400
TENANTS = owl_inc()


class World:
    """Two tenants' accounts on a local Twilio, where messages arrive immediately and need no campaign."""

    def __init__(self, directory: Path) -> None:
        self.local = LocalTwilio(directory / "twilio.sqlite", PARENT_SID)
        self.local.control.require_campaign(False)
        self.local.control.set_behaviour("message", "at_once")
        now = self.twilio.now()
        self.local.control.advance((now.replace(day=1, hour=12) + dt.timedelta(days=40) - now).total_seconds())
        self.accounts: dict[str, str] = {}
        for tenant_id in ("dawn-patrol-surf", "freestyle-falcons"):
            self.accounts[tenant_id] = self.twilio.accounts.create(friendly_name=tenant_id).sid
        self.numbers = {
            each: self.twilio.v2010(sid).incoming_phone_numbers.create(area_code="415").phone_number
            for each, sid in self.accounts.items()
        }

    @property
    def twilio(self) -> Connection:
        """A connection that remembers nothing."""
        return connect_to(self.local)

    @property
    def month(self) -> Month:
        """The month that it is."""
        return Month(self.twilio.now().date().replace(day=1))

    def send(self, tenant_id: str, messages: int, *, to: str = "+14155552671", body: str = "hello") -> None:
        """Send this many messages."""
        account = self.twilio.v2010(self.accounts[tenant_id])
        for _ in range(messages):
            account.messages.create(to=to, from_=self.numbers[tenant_id], body=body)

    def service(self, account_sid: str, name: str) -> str:
        """Create a messaging service with a number of its own, and return its SID."""
        number = self.twilio.v2010(account_sid).incoming_phone_numbers.create(area_code="415")
        self.numbers[name] = number.phone_number
        services = self.twilio.account(account_sid).messaging.v1.services
        service = services.create(friendly_name=name, inbound_request_url="https://hooks.owl.example/replies")
        services(service.sid).phone_numbers.create(phone_number_sid=number.sid)
        return str(service.sid)

    def reconciled(self, month: Month | None = None, alerts: dict[str, int] | None = None) -> Reconciliation:
        """Reconcile a month, by default this one."""
        accounts = {sid: {tenant_id: ""} for tenant_id, sid in self.accounts.items()}
        return reconcile(self.twilio, TENANTS, accounts, month or self.month, alerts)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two tenants' accounts."""
    made = World(tmp_path)
    yield made
    made.local.close()


def shown(found: Reconciliation) -> str:
    """Return what a terminal shows."""
    written = io.StringIO()
    Console(file=written, width=110, markup=False).print(*as_tables(figures(found), "dev"), sep="\n")
    return written.getvalue()


def test_usage_is_what_was_sent(world: World) -> None:
    """Dawn Patrol Surf, in Bronze: 50 messages on one day, 2 of two segments on the next; the alert came once.

    54 segments x 0.0083 = 0.4482; carriers 54 x 0.00421 = 0.22734; campaign 2.00, number 1.15: 3.82554.
    """
    world.send("dawn-patrol-surf", 50)
    world.local.control.advance(DAY)
    world.send("dawn-patrol-surf", 2, body="a" * 200)

    found = world.reconciled(alerts={"dawn-patrol-surf": 1})

    surf, falcons = found.tenants
    assert (surf.tenant_id, surf.month.messages, surf.allowance) == ("dawn-patrol-surf", 52, 50)
    assert (surf.month.cost, surf.month.billed) == (Decimal("3.82554"), Decimal("0.4482"))
    assert len(surf.days_at_allowance) == surf.alerts == 1
    assert surf.above_allowance == 0
    assert (falcons.month.messages, falcons.alerts) == (0, 0)
    assert (found.billed, found.elsewhere) == (Decimal("0.4482"), Decimal())
    text = shown(found)
    assert "dawn-patrol-surf reached its allowance of 50 on 1 day\n" in text
    assert "Twilio billed $0.45 in all, $0.00 of it outside this table" in text
    unheard = "dawn-patrol-surf: 1 usage alert due, 0 raised: see `owl doctor dawn-patrol-surf --stack dev`\n"
    assert (unheard in text, unheard in shown(world.reconciled(alerts={}))) == (False, True)


def test_another_month_has_its_own_usage(world: World) -> None:
    """What was sent in the month before is not in this one."""
    before = world.month
    world.send("freestyle-falcons", 3)
    world.local.control.advance(31 * DAY)
    world.send("freestyle-falcons", 1)

    assert [each.month.messages for each in world.reconciled().tenants] == [0, 1]
    earlier = world.reconciled(before)
    assert [each.month.messages for each in earlier.tenants] == [0, 3]
    assert (earlier.is_over, world.reconciled().is_over) == (True, False)


def test_a_month_before_the_accounts_has_no_revenue(world: World) -> None:
    """Its tenants were no customers yet: they are named, and are in no sum."""
    before = Month((world.month.first - dt.timedelta(days=1)).replace(day=1))

    found = world.reconciled(before)

    assert not found.tenants
    assert found.as_it_was.revenue == 0
    assert "because their account is younger: dawn-patrol-surf, freestyle-falcons" in shown(found)


def test_what_no_tenant_used_is_named(world: World) -> None:
    """An account that no tenant of the stack has is in the parent's bill."""
    world.send("freestyle-falcons", 10)
    del world.accounts["freestyle-falcons"]

    found = world.reconciled()

    assert (found.billed, found.elsewhere) == (Decimal("0.083"), Decimal("0.083"))


def test_an_account_that_cannot_be_read_stops_no_other(world: World) -> None:
    """Its tenants are named with the reason, and what is billed elsewhere is not known then."""
    world.accounts["pedal-and-pine"] = "AC" + "0" * 32

    found = world.reconciled()

    assert [each.tenant_id for each in found.not_read] == ["pedal-and-pine"]
    assert len(found.tenants) == 2
    assert found.elsewhere is None
    assert "not read: pedal-and-pine: " in shown(found)


def test_tenants_that_share_an_account_have_their_own_messages(world: World) -> None:
    """Usage records are those of all of them, so each message is counted for its messaging service."""
    sid = world.accounts["freestyle-falcons"]
    services = {each: world.service(sid, each) for each in ("alpine-spokes", "freestyle-falcons")}
    for each, messages in (("alpine-spokes", 2), ("freestyle-falcons", 3)):
        for _ in range(messages):
            world.twilio.v2010(sid).messages.create(
                to="+14155552671", messaging_service_sid=services[each], body="a" * 200
            )

    assert world.local.control.receive("+14155552671", world.numbers["alpine-spokes"], "Thanks!")["sid"]

    found = reconcile(world.twilio, TENANTS, {sid: services}, world.month)

    spokes, falcons = found.tenants
    assert (spokes.month.messages, falcons.month.messages) == (2, 3)
    assert (spokes.month.billed, falcons.month.billed) == (Decimal("0.0415"), Decimal("0.0498"))
    assert spokes.month.charges[Charge.INBOUND].amount == Decimal("0.0083")
    assert list(falcons.by_day.values()) == [3]
    assert (found.billed, found.elsewhere) == (Decimal("0.0913"), Decimal())


def test_lines_of_one_tenant(world: World) -> None:
    """With the reason for each difference, in 110 columns."""
    world.send("freestyle-falcons", 2)
    accounts = {world.accounts["freestyle-falcons"]: {"freestyle-falcons": ""}}

    text = shown(reconcile(world.twilio, TENANTS, accounts, world.month))

    assert "messages" in text
    assert "2 of 7,750 segments sent" in text
    assert max(map(len, text.splitlines())) <= 110


def test_margins_from_usage(world: World) -> None:
    """The same figures in the table of `owl margin --from-usage`."""
    written = io.StringIO()
    Console(file=written, width=100, markup=False).print(*margin_table(figures(world.reconciled())), sep="\n")

    [row] = [line for line in written.getvalue().splitlines() if line.strip().startswith("freestyle-falcons")]
    assert row.split() == ["freestyle-falcons", "$149.00", "$2.65", "$146.35", "98.2", "%", "$99.60", "33.2", "%"]


def test_a_spreadsheet_calculates_nothing(world: World) -> None:
    """A text that begins like a formula is marked as a text; negative amounts stay numbers."""
    document = figures(world.reconciled())
    document["tenants"][0]["tenant"] = '=HYPERLINK("https://evil.example")'
    document["tenants"][0]["lines"][0]["reason"] = "@SUM(1)"

    rows = list(csv.DictReader(io.StringIO(as_csv(document))))

    assert rows[0]["tenant"] == '\'=HYPERLINK("https://evil.example")'
    assert rows[0]["reason"] == "'@SUM(1)"
    assert Decimal(rows[0]["difference"]) < 0
    assert {row["charge"] for row in rows} >= {"messages", "carrier fees", "cost", "gross profit"}


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "november", "2026-00", "0000-01", "２０２６-01", "2026-11\n"])  # noqa: RUF001 - other digits
def test_what_is_no_month(text: str) -> None:
    """One that does not exist, or is written differently."""
    assert parse_month(text) is None
    assert parse_month("2026-11") == Month(dt.date(2026, 11, 1))


def test_a_month_to_come_is_refused() -> None:
    """By Twilio's clock, in GMT: in Honolulu it is still October when November begins."""
    november = Month(dt.date(2026, 11, 1))
    honolulu = dt.timezone(dt.timedelta(hours=-10))
    with pytest.raises(Failure, match="2026-11 has not begun: it is 2026-10-31 at Twilio"):
        require_begun(november, dt.datetime(2026, 10, 31, 13, 59, tzinfo=honolulu))
    require_begun(november, dt.datetime(2026, 10, 31, 14, 0, tzinfo=honolulu))


def test_alerts_are_counted_in_their_month(tmp_path: Path) -> None:
    """By the moment at which the receiver had them; other categories don't count, nor what raised no alert."""
    engine = open_database(ReceiverDatabase(f"sqlite:///{tmp_path / 'receiver.sqlite'}", "dev"))
    rows = [
        ("1", "acme", "sms-outbound", dt.datetime(2026, 10, 31, 23, 59, tzinfo=dt.UTC)),
        ("2", "acme", "sms-outbound", dt.datetime(2026, 11, 1, 0, 0, tzinfo=dt.UTC)),
        ("3", "acme", "sms-outbound", dt.datetime(2026, 11, 30, 23, 59, tzinfo=dt.UTC)),
        ("4", "acme", "totalprice", dt.datetime(2026, 11, 2, tzinfo=dt.UTC)),
        ("by others", "acme", "sms-outbound", dt.datetime(2026, 11, 3, tzinfo=dt.UTC)),
    ]
    with engine.begin() as connection:
        for token, owner, category, received_at in rows:
            connection.execute(
                usage_alerts.insert().values(
                    trigger_token=token,
                    trigger_sid="UT1",
                    category=category,
                    recurring="daily",
                    trigger_value="50",
                    current_value="50",
                    owner=owner,
                    account_sid="AC1",
                    idempotency_token=token,
                    received_at=received_at,
                )
            )
            if token != "by others":
                said = {"tenant": owner, "title": "", "cause": "", "remedy": "", "raised_at": received_at}
                connection.execute(alerts.insert().values(key=f"{KIND} {token}", kind=KIND, **said))
        assert alerts_by_tenant(connection, Month(dt.date(2026, 11, 1))) == {"acme": 2}
    engine.dispose()

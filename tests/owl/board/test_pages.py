"""What the pages say where something is not known, and what is counted from what."""

import datetime as dt
import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from owl.board.asked import Asked
from owl.board.board import Board
from owl.board.declared import Declared, declared
from owl.board.drift_report import drift_report, kept_report
from owl.board.history import History, history
from owl.board.of_stack import Source, history_of
from owl.board.package_changes import PackageChanges, package_changes
from owl.board.packages import package_use
from owl.board.pages import Table, one_file, page, with_links
from owl.board.received import Counted, ReceivedCounts
from owl.board.tenant_row import Order, Selection, read_selection
from owl.doctor.check import Verdict
from owl.drift.findings import Edited, Resource, StackDrift
from owl.drift.last_look import keep
from owl.drift.reports import as_json
from owl.failure import Failure
from owl.receiver.database import open_database, reading
from owl.receiver.tables import inbound_messages, messages, review_statuses
from owl.stacks.receiver_database import ReceiverDatabase
from tenants.model import Request, Trial
from tests.owl.board.sample import board_of, copies
from tests.owl.doctor.healthy import NOW
from tests.owl.receiver.postgresql import programs, running_postgresql
from tests.owl_inc import put_owl_inc

SHOP = "freestyle-falcons"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """A board of seven tenants."""
    return board_of(tmp_path_factory.mktemp("board"), copies(7))


def _pages(board: Board) -> str:
    """Return every page of a board."""
    table = Table(board, Selection(), form=True)
    past = {tenant_id: History() for tenant_id in board.by_id}
    parts = [page("tenants", board, selection=table), page("insights", board), page("packages", board)]
    parts += [page("tenant", board, row=row, past=past[row.tenant_id]) for row in board.rows]
    return "".join([*parts, one_file(board, past)])


def test_what_is_not_known_is_not_invented(board: Board) -> None:
    """Before Twilio was asked, without a receiver, without a catalogue, and of tenants that are not deployed."""
    nothing = Counted(NOW, problem="no receiver has run for this stack")
    files = replace(board.declared, changes=PackageChanges(problem="no git"))
    unasked = _pages(replace(board, declared=files, asked=None, counted=nothing))
    for words in (
        "not asked yet",
        "Twilio is being asked",
        "not known: no receiver has run",
        "not looked at",
        "no git",
    ):
        assert words.casefold() in unasked.casefold(), words
    assert "0 of 250" not in unasked
    failed = _pages(replace(board, asked=None, problem="credentials are missing"))
    assert "credentials are missing" in failed
    broken = _pages(replace(board, declared=Declared(None, "tenants/catalogue/isv.yaml:1: wrong")))
    assert "tenants/catalogue/isv.yaml:1: wrong" in broken
    elsewhere = replace(board, asked=Asked(NOW, facts={}))
    tenants = elsewhere.declared.tenants
    assert tenants
    assert {row.status for row in elsewhere.rows} == {"not deployed"}
    assert "not deployed" in _pages(elsewhere)
    trial = Trial.model_validate({"days": 30, "sends_as": board.rows[0].tenant_id, "highest_cost": "5.00"})
    packages = {name: each.model_copy(update={"trial": trial}) for name, each in tenants.packages.items()}
    on_trial = replace(elsewhere, declared=replace(elsewhere.declared, tenants=replace(tenants, packages=packages)))
    assert {(row.status, row.summary) for row in on_trial.rows} == {
        ("on trial", f"sends as {board.rows[0].tenant_id}, for 30 days")
    }


def test_the_board_of_a_cell_has_its_own_tenants(board: Board) -> None:
    """Those whose files put them into another cell are not listed, unless the cell still has them."""
    one, *others = (row.tenant_id for row in board.rows)
    declared = replace(board.declared, elsewhere=frozenset({one}))

    assert [row.tenant_id for row in replace(board, declared=declared, asked=None).rows] == others
    assert [row.tenant_id for row in replace(board, declared=declared).rows] == [one, *others]


def test_nothing_is_known_of_the_tenants_of_a_cell_that_cannot_be_read(board: Board) -> None:
    """They may well be deployed."""
    first, *others = sorted(board.declared.tenants.by_id if board.declared.tenants else ())
    declared = replace(board.declared, cell_of={first: "prod-01", **dict.fromkeys(others, "prod")})
    rows = replace(board, declared=declared, asked=Asked(NOW, unread=frozenset({"prod-01"}))).by_id
    assert (rows[first].status, rows[others[0]].status) == ("unknown", "not deployed")


def test_opt_outs_are_known_of_tenants_whose_replies_are_received(tmp_path: Path) -> None:
    """Of others, none is not 0. Both are counted as soon as one is known."""
    tenants = copies(2)
    first, second = tenants
    assert tenants.isv.callbacks
    replies = first.messaging.model_copy(update={"inbound_request_url": f"{tenants.isv.callbacks}/{first.id}/replies"})
    first = first.model_copy(update={"messaging": replies})
    board = board_of(tmp_path, replace(tenants, by_id={first.id: first, second.id: second}))

    assert [row.opt_outs for row in board.rows] == [1, 1]
    quiet = replace(board, counted=Counted(NOW))
    assert [row.opt_outs for row in quiet.rows] == [0, None]
    shown = page("tenants", quiet, selection=Table(quiet, Selection(), form=True))
    assert "not known of 1 tenant" in shown


def test_no_secret_is_in_what_was_received(tmp_path: Path) -> None:
    """Not even in the fields that have numbers and codes."""
    board_of(tmp_path, copies(1), replies=("my SSN: 123-45-6789",))
    engine = open_database(ReceiverDatabase(f"sqlite:///{tmp_path / 'receiver-dev.sqlite'}", "dev"))
    asked = {"owner": SHOP, "account_sid": "AC1", "idempotency_token": "1", "received_at": NOW}
    review = {"bundle_sid": "BU1", "status": "twilio-rejected", "error_codes": "22217, 12-3456789"}
    with engine.begin() as transaction:
        transaction.execute(review_statuses.insert(), review | asked)
        transaction.execute(inbound_messages.update().values(sender="123456789", owner=SHOP))
        transaction.execute(messages.update().values(recipient="123-45-6789", tenant=SHOP))
        found = history(transaction, SHOP, None)
    engine.dispose()

    assert found.reviews[0].details == "BU1 22217, [number withheld]"
    assert (found.replies[0].what, found.replies[0].details) == ("[number withheld]", "my SSN: [number withheld]")
    assert {each.recipient for each in found.messages} == {"[number withheld]"}


def test_requests_to_twilio_are_on_the_page_of_their_tenant(tmp_path: Path) -> None:
    """Without any there is no such part. No number of a tax form is shown, not even in a contact's id."""
    said = {"kind": "short-code", "country": "US", "asked_on": "2026-09-01", "asked_by": "Mo", "due": "2026-09-02"}
    asked = Request.model_validate({**said, "status": "asked", "note": "ticket <7>, EIN 12-3456789"})
    tenants = copies(2)
    first, second = tenants
    contacts = {f"{name}-123-45-6789": each for name, each in first.contacts.items()}
    changed = first.model_copy(update={"requests": (asked,), "contacts": contacts})
    tenants = replace(tenants, by_id={**tenants.by_id, first.id: changed})
    board = board_of(tmp_path, tenants)

    shown, other = (page("tenant", board, row=board.by_id[each.id], past=History()) for each in (first, second))

    assert "<dt>short code for US</dt><dd><bdi>asked, asked on 2026-09-01 by Mo, overdue since 2026-09-02 " in shown
    assert "(ticket &lt;7&gt;, EIN [number withheld])</bdi>" in shown
    assert "-[number withheld]</dt>" in shown
    assert "Requests to Twilio" not in other


def test_days_are_counted_once_they_are_over(tmp_path: Path) -> None:
    """A late status of an open day is seen; a day that is over is not read again."""
    engine = open_database(ReceiverDatabase(f"sqlite:///{tmp_path / 'receiver.sqlite'}", "dev"))
    with engine.begin() as transaction:
        for ago in (0, 1, 5):
            at = NOW - dt.timedelta(days=ago)
            row = {"sid": f"SM{ago:032x}", "tenant": SHOP, "account_sid": "AC1", "status": "sent", "status_rank": 5}
            transaction.execute(messages.insert(), row | {"first_received_at": at, "changed_at": at})
    counts = ReceivedCounts()
    with reading(engine) as connection:
        before = counts.count(connection, NOW, {}).total
    with engine.begin() as transaction:
        transaction.execute(messages.update().values(status="delivered"))
    with reading(engine) as connection:
        after = counts.count(connection, NOW, {})
    engine.dispose()
    assert (before.delivered, before.on_their_way) == (0, 3)
    assert (after.total.delivered, after.total.on_their_way) == (2, 1)
    assert after.totals[SHOP] == after.total
    assert after.total.delivery_rate == 1


def test_postgresql_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts and histories are those of SQLite, to the second and in the same order."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: run `make programs`")
    tenants = copies(7)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'receiver-dev.sqlite'}")
    sqlite = board_of(tmp_path, tenants)
    histories = [history_of(sqlite, tenant_id) for tenant_id in sqlite.by_id]
    with running_postgresql(tmp_path) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        postgresql = board_of(tmp_path, tenants, database=url)
        assert postgresql.counted.of_tenants == sqlite.counted.of_tenants
        assert [history_of(postgresql, tenant_id) for tenant_id in postgresql.by_id] == histories
    assert histories[0].replies
    assert all(each.errors and each.messages for each in histories)


@pytest.mark.parametrize("order", list(Order))
def test_every_order_has_all_tenants(board: Board, order: Order) -> None:
    """What is not known comes last, and no order fails on it."""
    unknown = replace(board.rows[0], margin=None, used_today=None, deliveries=None, expires_in=None)
    found = Selection(order=order).of([unknown, *board.rows[1:]])
    assert len(found) == len(board.rows)
    if order in {Order.MARGIN, Order.TODAY, Order.DELIVERED}:
        assert found[-1] is unknown


def test_a_rejection_comes_before_a_review_that_takes_its_time(board: Board) -> None:
    """Both stop a tenant, but a person is needed for the first alone."""
    rejected, waiting, ready = (replace(each, verdict=Verdict.OK) for each in board.rows[:3])
    rejected = replace(rejected, verdict=Verdict.STOPS, needs_person=True)
    waiting = replace(waiting, verdict=Verdict.STOPS)
    found = Selection().of([ready, waiting, rejected])
    assert [each.tenant_id for each in found] == [rejected.tenant_id, waiting.tenant_id, ready.tenant_id]
    assert [each.attention for each in found[:2]] == [0, 1]


def test_a_selection_is_read_from_any_query() -> None:
    """What nobody would type is left out."""
    assert read_selection({"order": "'; DROP", "page": "\N{SUPERSCRIPT TWO}", "text": "x" * 999}).text == "x" * 100
    assert read_selection({"order": "margin", "page": "3"}) == Selection(order=Order.MARGIN, page=3)
    assert read_selection({"page": "9" * 5000}).page == 1


def test_packages_that_fit(board: Board) -> None:
    """At the allowance each day is near it, 3 % of it is a tenth or less, and what would fit has room for the use."""
    use = package_use(board)
    assert use.days == 24
    assert all(each.days_at_allowance or each.row.is_near_allowance for each in use.near)
    few = {row.tenant_id for row in board.rows if _busiest(board, row.tenant_id) * 10 <= (row.allowance or 0)}
    assert {each.row.tenant_id for each in use.little} == few
    tenants = board.declared.tenants
    assert tenants is not None
    for each in use.better:
        assert each.better is not None
        assert tenants.packages[each.better].messages_per_day >= each.busiest


def _busiest(board: Board, tenant_id: str) -> int:
    assert board.asked is not None
    return max((*board.asked.months[tenant_id].by_day.values(), board.by_id[tenant_id].used_today or 0))


def test_package_changes_come_from_git(tmp_path: Path) -> None:
    """A new tenant, a change and a tenant that left; without git they are not known."""
    assert "no git repository" in package_changes(tmp_path).problem
    (tmp_path / "tenants").mkdir()
    file = tmp_path / "tenants" / "acme.yaml"

    def git(*arguments: str, day: str = "2026-01-01") -> None:
        identity = ["-c", "user.name=a test", "-c", "user.email=test@owl.example", "-c", "commit.gpgsign=false"]
        when = os.environ | {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, env=when, check=True, capture_output=True)

    git("init")
    for day, text in (
        ("2026-01-05", "name: Acme\npackage: bronze\n"),
        ("2026-03-05", "name: Acme\npackage: gold\n"),
        ("2026-04-01", ""),
    ):
        if text:
            file.write_text(text, "utf-8")
        else:
            file.unlink()
        git("add", "--all")
        git("commit", "--message", "a change", day=day)
    assert package_changes(tmp_path) == PackageChanges(
        {
            "2026-04": {("gold", ""): 1},
            "2026-03": {("bronze", "gold"): 1},
            "2026-01": {("", "bronze"): 1},
        },
        since="2026-01",
    )


def test_a_recorded_drift_is_read(tmp_path: Path) -> None:
    """By tenant; a file about another stack, or about anything else, is refused with what to do."""
    campaign = {"tenant": SHOP, "kind": "Campaign", "name": SHOP}
    edited = [campaign | {"field": each} for each in ("description", "message_flow")]
    vanished = [campaign | {"kind": "PhoneNumber"}, {"tenant": "", "kind": "Subaccount", "name": "dev-shared"}]
    stack = {"stack": "dev", "outcome": "drift", "edited": edited, "vanished": vanished, "orphans": [{}]}
    file = tmp_path / "drift.json"
    file.write_text(json.dumps({"stacks": [stack]}), "utf-8")
    found = drift_report(file, "dev")
    assert (found.by_tenant, found.orphans) == ({SHOP: 2, "": 1}, 1)
    with pytest.raises(Failure, match="not 'prod': name another"):
        drift_report(file, "prod")
    file.write_text("[]", "utf-8")
    with pytest.raises(Failure, match=r"write one with `owl drift --format json --output .* --stack dev`"):
        drift_report(file, "dev")


def test_the_last_drift_is_shown_with_its_age(board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `owl drift` found in this project; before it has looked, how to do that."""
    (tmp_path / "Pulumi.yaml").touch()
    monkeypatch.chdir(tmp_path)
    assert kept_report("dev") is None
    edited = Edited(Resource(SHOP, "Campaign", SHOP), "description", "declared", "by hand")
    keep(StackDrift("dev", edited=(edited,)))
    found = kept_report("dev")
    assert found is not None
    assert (found.by_tenant, found.orphans, found.is_complete) == ({SHOP: 1}, 0, True)
    made_at = found.at + dt.timedelta(days=2)
    shown = page(
        "tenants", replace(board, drift=found, made_at=made_at), selection=Table(board, Selection(), form=True)
    )
    assert f'object, 0 orphans, as of <span class="number">{found.at:%Y-%m-%d %H:%M} UTC</span>, 2 days ago' in shown
    unseen = page("tenants", replace(board, drift=None), selection=Table(board, Selection(), form=True))
    assert "not looked at: run <code>owl drift --stack dev</code>" in unseen


def test_the_drift_of_a_divided_stack_is_that_of_all_its_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of the oldest look; of a tenant whose cell nobody has looked at, it is not known."""
    put_owl_inc(tmp_path)
    settings = (tmp_path / "Pulumi.prod.yaml").read_text("utf-8")
    for cell, tenant in (("prod-01", SHOP), ("prod-02", "alpine-spokes")):
        (tmp_path / f"Pulumi.{cell}.yaml").write_text(f"{settings}  owl:cellOf: prod\n", "utf-8")
        file = tmp_path / "tenants" / f"{tenant}.yaml"
        file.write_text(f"{file.read_text('utf-8')}cell: {cell}\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    def shown(drift: Path | None = None) -> Board:
        return Source("prod", drift).board(declared("prod"), None)

    assert {row.drift for row in shown().rows} == {None}
    assert "not looked at: run <code>owl cells drift prod</code>" in _totals(shown())
    campaign = Edited(Resource(SHOP, "Campaign", SHOP), "description", "declared", "by hand")
    looks = [StackDrift("prod"), StackDrift("prod-01", edited=(campaign,))]
    for each in looks:
        keep(each)
    report = tmp_path / "drift.json"
    report.write_text(as_json.render(looks), "utf-8")
    note = tmp_path / ".local" / "drift" / "prod.json"
    oldest = dt.datetime(2026, 11, 1, 8, 30, tzinfo=dt.UTC)
    note.write_text(json.dumps(json.loads(note.read_text("utf-8")) | {"at": oldest.isoformat()}), "utf-8")

    for source in (None, report):
        found = shown(source)
        assert [found.by_id[each].drift for each in (SHOP, "cadence-running", "alpine-spokes")] == [1, 0, None]
        assert "not looked at: prod-02. Run <code>owl cells drift prod</code>" in _totals(found)
    partly = shown().drift
    assert partly is not None
    assert (partly.at, partly.is_complete) == (oldest, False)
    keep(StackDrift("prod-02"))
    assert shown().by_id["alpine-spokes"].drift == 0
    assert "prod-02" not in _totals(shown())


def _totals(board: Board) -> str:
    return page("tenants", board, selection=Table(board, Selection(), form=True))


def test_links_are_only_addresses() -> None:
    """Markup stays text, and what follows an address is not part of it."""
    said = with_links('<b>see https://www.twilio.com/docs/api/errors/30003). `owl send`" javascript:alert(1)')
    assert said == (
        '&lt;b&gt;see <a href="https://www.twilio.com/docs/api/errors/30003" rel="noreferrer">'
        "https://www.twilio.com/docs/api/errors/30003</a>). <code>owl send</code>&#34; javascript:alert(1)"
    )

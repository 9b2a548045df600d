"""The receiver's database, on SQLite and PostgreSQL: migrations, and each thing once whatever the order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, inspect, make_url, select, text
from sqlalchemy.exc import IntegrityError

from owl.failure import Failure
from owl.receiver.callbacks.callback import Callback, Source
from owl.receiver.callbacks.event_batch import EventBatch
from owl.receiver.callbacks.inbound_message import InboundMessage
from owl.receiver.callbacks.message_status import ORDER, MessageStatus
from owl.receiver.callbacks.review_status import ReviewStatus
from owl.receiver.consent import require_no_opt_out
from owl.receiver.database import MIGRATIONS, connect, migrations, open_database, reading
from owl.receiver.deactivations import deactivated_on, last_report, note_report
from owl.receiver.of_stack import NotReadable, received
from owl.receiver.opt_outs import OptOut, note_opt_outs, opt_out_of
from owl.receiver.recording import Outcome
from owl.receiver.retention import Retention
from owl.receiver.tables import events, inbound_messages, message_statuses, messages, metadata, served_stack
from owl.stacks.receiver_database import ReceiverDatabase
from tests.owl.receiver.served import new_sid

ACCOUNT = "AC" + "1" * 32
NOW = datetime(2026, 11, 29, 10, tzinfo=UTC)
HEAD, *EARLIER = (each.revision for each in ScriptDirectory(MIGRATIONS).walk_revisions())


def of_dev(url: str) -> ReceiverDatabase:
    """Return a database of the stack dev."""
    return ReceiverDatabase(url, "dev")


def source(token: str = "", received_at: datetime = NOW, **attributes: Any) -> Source:
    """Return where a request came from."""
    return Source("acme", ACCOUNT, token, received_at, **attributes)


def status(sid: str, name: str, token: str = "", **fields: str) -> MessageStatus:
    """Return a status callback."""
    form = {"MessageSid": sid, "MessageStatus": name, "AccountSid": ACCOUNT, "To": "+14155550188", **fields}
    return MessageStatus.read(source(token), form)


def reply(sid: str, body: str, received_at: datetime = NOW, **attributes: Any) -> InboundMessage:
    """Return a customer's message."""
    form = {"MessageSid": sid, "AccountSid": ACCOUNT, "From": "+14155550188", "To": "+14155550100", "Body": body}
    return InboundMessage.read(source("", received_at, **attributes), form)


def record(engine: Engine, *batch: Callback) -> list[Outcome]:
    """Write requests of one kind in one commit."""
    with engine.begin() as transaction:
        return type(batch[0]).record(transaction, batch)


def test_a_database_without_an_encoding_is_taken(postgresql: str) -> None:
    """PostgreSQL makes such databases where the system has no locale, as in small images."""
    server = connect(postgresql, stack="dev")
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"))
    server.dispose()
    engine = open_database(of_dev(make_url(postgresql).set(database="ascii").render_as_string(hide_password=False)))

    assert record(engine, reply(new_sid("SM"), "déjà vu")) == [Outcome.RECORDED]
    with reading(engine) as connection:
        assert connection.execute(select(inbound_messages.c.body)).scalar_one() == "déjà vu"
    engine.dispose()


def test_migrations_go_up_and_down(database: str) -> None:
    """Down to nothing and up again; what they make is what the code expects."""
    engine = open_database(of_dev(database))
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
        command.downgrade(migrations(connection), "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
        command.upgrade(migrations(connection), "head")
        assert set(inspect(connection).get_table_names()) == {"alembic_version", *metadata.tables}
    engine.dispose()


@pytest.mark.parametrize("revision", EARLIER)
def test_a_database_of_each_earlier_version_is_taken(revision: str, database: str) -> None:
    """It does not say of which stack it is: it is read for any, and belongs to the first that it is served for."""
    engine = connect(database, stack="dev", may_create=True)
    with engine.begin() as connection:
        command.upgrade(migrations(connection), revision)
        tables = set(inspect(connection).get_table_names())
        note_opt_outs(connection, [OptOut("acme", "+14155550188", True, "replied STOP", new_sid("SM"), NOW)])
    of_prod = ReceiverDatabase(database, "prod")

    def is_opted_out() -> bool:
        try:
            require_no_opt_out(of_prod, "acme", "+14155550188")
        except Failure as failure:
            return "has opted out" in str(failure)
        return False

    assert is_opted_out()
    open_database(of_prod, may_create=False).dispose()  # `owl consent` migrates it, and does not serve it
    open_database(of_dev(database), may_create=False).dispose()
    assert is_opted_out()
    open_database(of_prod).dispose()
    assert is_opted_out()
    with pytest.raises(Failure, match="belongs to stack 'prod', not to 'dev'"):
        open_database(of_dev(database))
    with engine.begin() as connection:
        command.downgrade(migrations(connection), revision)
        assert set(inspect(connection).get_table_names()) == tables
    assert is_opted_out()
    engine.dispose()


def test_a_database_belongs_to_one_stack(engine: Engine) -> None:
    """The database itself refuses a second name."""
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(served_stack.insert().values(id=2, name="prod"))
    with reading(engine) as connection:
        assert connection.execute(select(served_stack)).all() == [(1, "dev")]


def test_of_two_stacks_that_begin_together_one_gets_the_database(database: str) -> None:
    """Whichever is first; the other one is refused before it has written anything."""

    def began(stack: str) -> str:
        try:
            open_database(ReceiverDatabase(database, stack)).dispose()
        except Failure as failure:
            return str(failure)
        return ""

    with ThreadPoolExecutor(2) as threads:
        first, refused = sorted(threads.map(began, ("dev", "prod")))
    assert not first
    assert "belongs to stack" in refused


def test_a_deactivated_number_stays_so_until_a_later_consent(engine: Engine) -> None:
    """A report may be read again; the day of the consent itself may have been before or after."""
    day = NOW.date()
    for _ in range(2):
        with engine.begin() as transaction:
            note_report(transaction, day, 7, ["+14155550188"], NOW)

    with reading(engine) as connection:
        assert last_report(connection) == day
        agreed = [NOW - timedelta(days=1), NOW, NOW + timedelta(days=1)]
        assert [deactivated_on(connection, "+14155550188", each) for each in agreed] == [day, day, None]
        assert deactivated_on(connection, "+14155550199", agreed[0]) is None


def test_a_database_of_a_newer_version_is_refused(database: str) -> None:
    """The message says what to do."""
    engine = open_database(of_dev(database))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of_tomorrow'"))
    engine.dispose()

    with pytest.raises(Failure, match=r"revision of_tomorrow.*Install that version"):
        open_database(of_dev(database))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "DATABASE_URL is not a URL"),
        ("postgresql://owl:secret@db:port/owl", "DATABASE_URL is not a URL"),
        ("postgresql://127.0.0.1:9/owl?password=secret", "127.0.0.1:9/owl can't be opened: "),
        ("mysql://owl@db/owl", "begins with 'mysql'"),
        ("postgresql://owl:secret@127.0.0.1:9/owl", r"postgresql\S*://owl:\*\*\*@127.0.0.1:9/owl can't be opened: "),
    ],
)
def test_a_wrong_url_is_explained(url: str, message: str) -> None:
    """No traceback, and no password."""
    with pytest.raises(Failure, match=message) as refused:
        open_database(of_dev(url))
    assert "secret" not in str(refused.value)


@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations([*ORDER, *ORDER, "of_tomorrow"]), st.lists(st.integers(1, 9)), st.sampled_from(ORDER))
def test_the_order_of_callbacks_does_not_matter(
    engine: Engine, arriving: list[str], cuts: list[int], last: str
) -> None:
    """Late, double and out-of-order callbacks, in any commits, end in the furthest status."""
    sid = new_sid("SM")
    kept = [status(sid, name, name) for name in arriving if name not in ORDER[ORDER.index(last) + 1 :]]
    outcomes: list[Outcome] = []
    while kept:
        size = cuts.pop() if cuts else len(kept)
        outcomes += record(engine, *kept[:size])
        kept = kept[size:]

    with reading(engine) as connection:
        assert connection.scalar(select(messages.c.status).where(messages.c.sid == sid)) == last
    assert outcomes.count(Outcome.RECORDED) == ORDER.index(last) + 2
    assert outcomes.count(Outcome.REPEATED) == ORDER.index(last) + 1


def test_a_replay_is_not_a_repetition(engine: Engine) -> None:
    """Twilio repeats with the same token, and not days later."""
    sid = new_sid("SM")
    again = MessageStatus.read(
        source("1", NOW + timedelta(days=2)), {"MessageSid": sid, "MessageStatus": "sent", "AccountSid": ACCOUNT}
    )
    assert record(engine, status(sid, "sent", "1")) == [Outcome.RECORDED]
    assert record(engine, status(sid, "sent", "1"), status(sid, "sent", "2"), status(sid, "sent"), again) == [
        Outcome.REPEATED,
        Outcome.REPLAYED,
        Outcome.REPLAYED,
        Outcome.REPLAYED,
    ]


def test_a_bundle_may_be_rejected_twice(engine: Engine) -> None:
    """The same status again counts once another one was in between."""
    sid = new_sid("BU")

    def review(name: str, token: str, minutes: int) -> list[Outcome]:
        form = {"BundleSid": sid, "Status": name, "AccountSid": ACCOUNT}
        return record(engine, ReviewStatus.read(source(token, NOW + timedelta(minutes=minutes)), form))

    assert review("twilio-rejected", "1", 0) == [Outcome.RECORDED]
    assert review("twilio-rejected", "1", 1) == [Outcome.REPEATED]
    assert review("twilio-rejected", "2", 2) == [Outcome.REPLAYED]
    assert review("in-review", "3", 3) == [Outcome.RECORDED]
    assert review("twilio-rejected", "4", 4) == [Outcome.RECORDED]


def test_opt_outs_are_kept_whatever_is_deleted(engine: Engine) -> None:
    """STOP, then START, then an error of Twilio's; a year later the texts are gone and the opt-out is not."""
    number = "+14155550188"

    def opted_out(tenant: str = "acme") -> str | None:
        with reading(engine) as connection:
            found = opt_out_of(connection, tenant, number)
        return found.reason if found else None

    assert opted_out() is None
    record(engine, reply(new_sid("SM"), " Stop. "))
    assert opted_out() == "replied STOP"
    assert opted_out("another") is None
    record(engine, reply(new_sid("SM"), "start"))
    assert opted_out() is None
    record(engine, status(new_sid("SM"), "failed", ErrorCode="21610"))
    assert opted_out() == "error 21610"

    assert Retention(bodies_days=30, events_days=400).apply(engine, NOW + timedelta(days=31)) == 2
    with reading(engine) as connection:
        assert connection.scalars(select(inbound_messages.c.body)).all() == [None, None]
    assert Retention(bodies_days=30, events_days=400).apply(engine, NOW + timedelta(days=401)) > 0
    with reading(engine) as connection:
        for table in (inbound_messages, messages, message_statuses):
            assert connection.execute(select(table)).all() == []
    assert opted_out() == "error 21610"


def test_any_text_can_be_kept(engine: Engine) -> None:
    """A text of any characters, or none where texts are never kept."""
    sid, withheld = new_sid("SM"), new_sid("SM")
    record(
        engine,
        reply(sid, "it's \u202e\r\n'; DROP TABLE messages; -- \N{SURFER}"),
        reply(withheld, "STOP", keeps_bodies=False),
    )
    with reading(engine) as connection:
        kept = {row.sid: row.body for row in connection.execute(select(inbound_messages))}
    assert kept == {sid: "it's \u202e\r\n'; DROP TABLE messages; -- \N{SURFER}", withheld: None}


def test_nobody_is_texted_where_the_database_can_not_be_read(tmp_path: Path) -> None:
    """A file that is none, and a damaged row: it says what the database says."""
    file = tmp_path / "receiver.sqlite"
    file.write_bytes(b"not a database" * 100)
    with pytest.raises(Failure, match=r"is not known who has opted out \(file is not a database\)"):
        require_no_opt_out(of_dev(f"sqlite:///{file}"), "acme", "+14155550188")
    file.unlink()
    engine = open_database(of_dev(f"sqlite:///{file}"))
    record(engine, reply(new_sid("SM"), "STOP"))
    with engine.begin() as transaction:
        transaction.execute(text("UPDATE opt_outs SET changed_at = 'no moment'"))
    engine.dispose()
    with pytest.raises(Failure, match=r"is not known who has opted out \(.*'no moment'\)"):
        require_no_opt_out(of_dev(f"sqlite:///{file}"), "acme", "+14155550188")


def test_a_damaged_row_is_an_error_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The board, reports and the log of consent read all their rows in this way."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'receiver.sqlite'}")
    engine = open_database(of_dev(f"sqlite:///{tmp_path / 'receiver.sqlite'}"))
    record(engine, reply(new_sid("SM"), "hello"))
    with engine.begin() as transaction:
        transaction.execute(text("UPDATE inbound_messages SET received_at = 'no moment'"))
    engine.dispose()

    with pytest.raises(NotReadable, match=r"database can't be read: .*'no moment'"), received("dev") as connection:
        connection.execute(select(inbound_messages)).all()


def test_any_event_can_be_kept(engine: Engine) -> None:
    """An event that no database could keep would take the others of its batch with it, each time Twilio repeats it."""
    odd: list[dict[str, Any]] = [
        {"time": "0001-01-01T00:00:00+23:59"},
        {"time": "9999-12-31T23:59:59-23:59"},
        {"time": "2026-11-29T10:00:00+05:45"},
        {"data": {"level": "\N{LATIN SMALL LETTER SHARP S}" * 16}},
        {"data": {"level": "error", "payload": "\ud800\0", "n": float("inf")}},
    ]
    batch = [{"id": str(number), "type": "a", **each} for number, each in enumerate(odd)]
    assert record(engine, EventBatch.read(source(), batch)) == [Outcome.RECORDED]
    with reading(engine) as connection:
        kept = connection.execute(select(events.c.occurred_at, events.c.level).order_by(events.c.id)).all()
    assert kept == [(None, None)] * 2 + [
        (datetime(2026, 11, 29, 4, 15, tzinfo=UTC), None),
        (None, None),
        (None, "ERROR"),
    ]


def test_sqlite_keeps_each_commit(tmp_path: Path) -> None:
    """WAL, so that readers and the writer work side by side; a commit reaches the disk, and what is deleted is gone."""
    engine = open_database(of_dev(f"sqlite:///{tmp_path / 'new' / 'receiver.sqlite'}"))
    with engine.begin() as writer, reading(engine) as reader:
        writer.execute(text("DELETE FROM messages"))
        assert reader.scalar(text("PRAGMA journal_mode")) == "wal"
        assert reader.scalar(text("PRAGMA synchronous")) == 2
        assert reader.scalar(text("PRAGMA secure_delete")) == 1
        assert reader.execute(select(messages)).all() == []
    engine.dispose()

"""A record of a ring: what the receiver kept since the record before, written where `owl check` judges it."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from owl.failure import Failure
from owl.golive.facts import StackGoLive
from owl.golive.record import read_feedback, record
from owl.receiver.database import open_database
from owl.receiver.tables import messages
from owl.stacks.receiver_database import ReceiverDatabase
from tenants.model import Finding, Ring, evidence, load_tenants
from tests.owl.doctor.healthy import SENDING, SHOP, sending
from tests.owl.golive.ready import stack
from tests.owl_inc import TENANTS

RINGS = """\
# The first ring.
beta:
  criteria: {days: 14, messages: 3, delivery_rate: 0.5, feedback: 1}  # strict enough
"""


@pytest.fixture
def tenants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Owl Inc.'s files, and a receiver's database with messages of the 1st, the 23rd and the 24th."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'receiver.sqlite'}")
    engine = open_database(ReceiverDatabase(f"sqlite:///{tmp_path / 'receiver.sqlite'}", "dev"))
    statuses = [("delivered", 1), ("undelivered", 1), ("delivered", 23), ("sent", 23), ("delivered", 24)]
    moments = {f"SM{number}": each for number, each in enumerate(statuses)}
    with engine.begin() as connection:
        for sid, (status, day) in moments.items():
            at = dt.datetime(2026, 11, day, 11, tzinfo=dt.UTC)
            row = {"sid": sid, "tenant": SHOP, "account_sid": "AC1", "status": status, "status_rank": 1}
            connection.execute(insert(messages).values(**row, first_received_at=at, changed_at=at))
    engine.dispose()
    shutil.copytree(TENANTS, tmp_path / "tenants")
    (tmp_path / "tenants" / "catalogue" / "rings.yaml").write_text(RINGS, "utf-8")
    return tmp_path / "tenants"


def on(day: int, tenants: Path, seen: StackGoLive | None = None) -> StackGoLive:
    """Return what was seen on a day of November, with the files as they are."""
    found = seen or stack()
    now = dt.datetime(2026, 11, day, 15, tzinfo=dt.UTC)
    return replace(found, facts=replace(found.facts, now=now, tenants=load_tenants(tenants)))


def test_two_records_meet_the_criteria(tenants: Path) -> None:
    """Messages of the day itself and without a final status don't count, and none twice; all else in the file stays."""
    file = tenants / "catalogue" / "rings.yaml"

    record(on(1, tenants), file, {})
    record(on(24, tenants), file, {SHOP: "Fittings are no longer forgotten: customers like it."})
    record(on(24, tenants), file, {SHOP: "Fittings are no longer forgotten: customers like it."})

    rollout = load_tenants(tenants).rings[Ring.BETA]
    found = evidence(rollout)
    assert [str(day) for day in rollout.records] == ["2026-11-01", "2026-11-24"]
    assert (found.days, found.messages, found.delivered, found.feedback) == (23, 3, 2, frozenset({SHOP}))
    assert file.read_text("utf-8").startswith(RINGS)


def test_a_rejection_is_recorded_until_it_is_corrected(tenants: Path) -> None:
    """With its codes."""
    rejected = replace(SENDING.reviews[-1], status="FAILED", errors=({"error_code": 30923},))
    facts = sending(reviews=(*SENDING.reviews[:-1], rejected))

    record(on(24, tenants, stack(facts=facts)), tenants / "catalogue" / "rings.yaml", {})

    assert evidence(load_tenants(tenants).rings[Ring.BETA]).rejected == {SHOP: "campaign FAILED: 30923"}


def test_a_ring_that_is_not_known_is_not_recorded(tenants: Path) -> None:
    """A tenant whose file is wrong may be in it; one without a file, which leaves, is in none."""
    file = tenants / "catalogue" / "rings.yaml"
    seen = on(24, tenants)
    known = seen.declared
    without = replace(known, by_id={name: each for name, each in known.by_id.items() if name != SHOP})
    wrong = Finding(tenants / f"{SHOP}.yaml", 1, 1, "name", "missing", "add it")

    def facts(*findings: Finding) -> StackGoLive:
        return replace(seen, facts=replace(seen.facts, tenants=without, file_findings=findings))

    with pytest.raises(Failure, match=f"the ring of {SHOP} is not known: run `owl check`"):
        record(facts(wrong), file, {})
    with pytest.raises(Failure, match="has no tenant in a ring with exit criteria"):
        record(facts(), file, {})
    assert file.read_text("utf-8") == RINGS


@pytest.mark.parametrize("given", ["nonsense", "nobody=fine", "freestyle-falcons= ", "alpine-spokes=in another ring"])
def test_feedback_names_a_tenant_of_the_ring(given: str, tenants: Path) -> None:
    """The message says how to write it, and which tenants there are."""
    with pytest.raises(Failure, match=r"write TENANT=TEXT, with a tenant of a ring with criteria: .*freestyle-falcons"):
        read_feedback([given], load_tenants(tenants))

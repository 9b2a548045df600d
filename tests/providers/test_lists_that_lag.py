"""Twilio's lists may show a new object late: whatever happened before, each object is made once."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from providers.brand_registration import BrandRegistration
from providers.core import connection, run
from providers.core.connection import Clock, Connection
from providers.core.errors import ResourceError
from providers.core.pending_creates import LOOKED_FOR, PendingCreate, PendingCreates
from providers.core.settings import ConnectionSettings, Mode
from tests.objects import what_there_is
from tests.profiles import thorough
from tests.providers.contract import Killed
from tests.providers.runs import Run
from tests.providers.trial import Trial
from tests.providers.trouble import trouble_in_process
from tests.providers.world import World

CREATES = ("/Accounts.json", "/IncomingPhoneNumbers.json", "/BrandRegistrations", "/Vettings", "/Usa2p")
"""The ends of the paths of calls that create what costs money, and the account that holds it."""


@pytest.fixture(autouse=True)
def _trouble_in_process() -> Iterator[None]:
    with trouble_in_process():
        yield


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    """A tenant that is deployed and registered."""
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    return Trial(World(tmp_path), Run(None, "registered"))


@pytest.mark.parametrize(
    ("trouble", "lag"),
    [
        ("kill", 0),
        pytest.param("kill", 5, marks=thorough),
        pytest.param("kill", 20, marks=thorough),
        ("kill", 120),
        ("drop", 120),
    ],
)
def test_a_create_is_found_however_late_its_list_shows_it(trial: Trial, trouble: str, lag: int) -> None:
    """Killed, or left without an answer, right after each create; nothing was recorded; run again."""
    control = trial.world.local.control
    for number, call in enumerate(trial.calls, 1):
        if not call.startswith("POST") or not call.endswith(CREATES):
            continue
        engine = trial.prepared()
        control.set_lag(lag)
        as_it_was = engine.copy()
        control.inject(trouble, phase="after", nth=number)
        if trouble == "kill":
            with pytest.raises(Killed):
                trial.attempt(engine)
            engine = as_it_was
        trial.attempt(engine)
        control.set_lag(0)
        found = what_there_is(trial.world.twilio)
        assert set(found.values()) == {1}, (call, found)
        paid = Counter(each["kind"] for each in control.ledger())
        assert set(paid.values()) == {1}, (call, paid)


def test_an_account_that_no_list_shows_yet_is_known(trial: Trial) -> None:
    """A run right after the one that created it, which failed half-way: nobody is asked whether the parent is wrong."""
    control, engine = trial.world.local.control, trial.prepared()
    control.set_lag(120)
    control.inject("status", method="POST", path="/Services$", status=400, code=20001)
    with pytest.raises(ResourceError, match="20001"):
        trial.attempt(engine)

    trial.attempt(engine)

    assert connection.connect(trial.world.settings).known_account(f"AC{'0' * 32}") is None


def test_the_notes_go_once_the_state_has_the_objects(trial: Trial) -> None:
    """The next run forgets them, so that nothing is looked up that nobody asks for."""
    engine = trial.prepared()
    trial.attempt(engine)
    notes = Path(trial.world.settings.pending_creates)
    assert list(notes.iterdir())

    trial.attempt(engine)

    assert [file.name for file in notes.iterdir()] == []


def test_a_purchase_that_shows_nowhere_is_refused_until_somebody_has_looked(trial: Trial) -> None:
    """The message names what to look for and what to type; then it is bought, once."""
    control, engine = trial.world.local.control, trial.prepared()
    control.inject("kill", phase="before", method="POST", path=r"/BrandRegistrations$")
    with pytest.raises(Killed):
        trial.attempt(engine)

    began = trial.world.local.now()
    with pytest.raises(ResourceError, match=r"got no answer.*Nothing|nothing was created.*owl pending --discard"):
        trial.attempt(engine)

    assert trial.world.local.now() - began <= LOOKED_FOR + 60
    (note,) = (each for each in run.current().pending_creates.all().values() if not each.sid)
    assert note.what.startswith(f"{BrandRegistration.__name__} with customer_profile_bundle_sid ")
    run.current().pending_creates.forget(note.key)
    trial.attempt(engine)
    assert Counter(each["kind"] for each in control.ledger())["brand_registration"] == 1


def test_notes_are_kept_where_other_machines_find_them() -> None:
    """A bucket works like a directory, and another process reads what the first one wrote."""
    note = PendingCreate("k", "a number", 1.0, phone_number="+14155550100")
    PendingCreates("memory://state/.owl").write(note)

    assert PendingCreates("memory://state/.owl").get("k") == note


def test_a_note_that_was_cut_off_counts_as_an_unknown_outcome(tmp_path: Path) -> None:
    """Killed while writing it: the create may have been made, so it is paid for as far as anybody knows."""
    (tmp_path / "k.json").write_text('{"key": "k", "wh')

    note = PendingCreates(str(tmp_path)).get("k")

    assert note is not None
    assert (note.sid, note.paid) == ("", True)


def test_what_waits_for_its_turn_is_not_noted(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is killed while brands and campaigns wait leaves nothing to ask a person about."""
    local, noted = trial.world.local, []

    def wait(seconds: float) -> None:
        noted.append(sorted(each.what.split()[0] for each in run.current().pending_creates.all().values()))
        local.wait(seconds)

    def at_a_pace(_settings: ConnectionSettings) -> Connection:
        clock = Clock(local.now, wait, lambda: False)
        return Connection(local.account_sid, local.auth_token, local.adapter(), Mode.LOCAL, clock)

    engine = trial.prepared()
    monkeypatch.setattr(connection, "connect", at_a_pace)
    trial.attempt(engine)

    bought = Counter(each["kind"] for each in local.control.ledger())
    assert bought["brand_registration"] == 1
    assert [("BrandRegistration" in each, "Campaign" in each) for each in noted][:2] == [(False, False), (True, False)]

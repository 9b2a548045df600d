"""Reviews of the local Twilio, for any kind of object: stages, verdicts, scripts; in process and over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from emulator.core import reviews
from emulator.core.reviews import Script, Verdict
from emulator.core.store import Store, Stored
from emulator.embedded import LocalTwilio

STAGES = 2


class Office:
    """Reviews one object after the other, without any operation of Twilio's API.

    Args:
        store: The database.

    Attributes:
        now: The time.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = 1000.0

    def submit(self, sid: str, account_sid: str = "AC1", kind: str = "brand") -> str:
        """Start a review and return the SID."""
        with self.store.transaction() as held:
            held.insert(kind, sid, reviews.begin(self.now), account_sid=account_sid, now=self.now)
        return sid

    def write(self, outcome: str, codes: tuple[int, ...] = (), of: str | None = None, times: int = 1) -> None:
        """Write a script for brands."""
        with self.store.transaction() as held:
            reviews.write(held, Script("brand", outcome, codes, of, times))

    def advance(self, sid: str, kind: str = "brand") -> tuple[int, Verdict | None]:
        """Return an object's stage and verdict; a script can also call it `acme`."""
        with self.store.transaction() as held:
            found = held.find(kind, sid=sid)
            assert found is not None

            def update(stored: Stored, changes: dict[str, Any]) -> Stored:
                return held.update(stored, changes, now=self.now)

            call: Any = SimpleNamespace(store=held, settings=held.settings(), now=self.now, update=update)
            stage, verdict, _ = reviews.advance_review(call, found, STAGES, ("acme",))
        return stage, verdict

    def outcomes(self, *sids: str) -> list[str]:
        """Return the verdicts of new objects."""
        found = [self.advance(self.submit(sid))[1] for sid in sids]
        return [verdict.outcome if verdict else "none" for verdict in found]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office without objects or scripts."""
    store = Store(tmp_path / "twilio.sqlite")
    yield Office(store)
    store.close()


def test_without_a_script_all_is_approved_once(office: Office) -> None:
    """A review ends with one verdict; afterwards the object is in no stage."""
    sid = office.submit("BN1")
    assert office.advance(sid) == (STAGES - 1, Verdict("approve"))
    assert office.advance(sid) == (-1, None)


def test_a_rejection_has_its_codes_and_counts_once(office: Office) -> None:
    """A script decides as many reviews as it says, by default one."""
    office.write("reject", (30701, 30702))
    assert office.advance(office.submit("BN1")) == (STAGES - 1, Verdict("reject", (30701, 30702)))
    assert office.outcomes("BN2") == ["approve"]
    office.write("reject", times=2)
    assert office.outcomes("BN3", "BN4", "BN5") == ["reject", "reject", "approve"]


def test_a_script_is_for_those_it_names(office: Office) -> None:
    """A script names objects by SID, account or another name; other objects and kinds are not affected."""
    for of in ("BN2", "AC2", "acme"):
        office.write("reject", of=of)
    assert office.outcomes("BN1", "BN2", "BN3") == ["reject", "reject", "approve"]
    assert office.advance(office.submit("BN4", "AC2"))[1] == Verdict("reject")
    office.write("reject")
    assert office.advance(office.submit("BU1", kind="customer_profile"), "customer_profile")[1] == Verdict("approve")


def test_the_latest_script_comes_first(office: Office) -> None:
    """The latest script is used up before earlier ones."""
    office.write("reject")
    office.write("approve")
    assert office.outcomes("BN1", "BN2", "BN3") == ["approve", "reject", "approve"]


def test_a_hold_holds_until_it_is_replaced(office: Office) -> None:
    """A look does not use up a hold; the next script decides, and after clearing, all are approved."""
    office.write("hold")
    sids = [office.submit("BN1"), office.submit("BN2")]
    for _ in range(2):
        assert [office.advance(sid) for sid in sids] == [(STAGES - 1, None)] * 2
    office.write("reject", of="BN1")
    assert office.advance("BN1")[1] == Verdict("reject")
    assert office.advance("BN2") == (STAGES - 1, None)
    with office.store.transaction() as held:
        reviews.clear(held)
    assert office.advance("BN2")[1] == Verdict("approve")


def test_a_review_that_takes_time_is_decided_at_its_end(office: Office) -> None:
    """The script that applies when the last stage ends decides, no earlier one."""
    with office.store.transaction() as held:
        held.set_setting("behaviour:brand", {"mode": "seconds", "n": 10})
    sid = office.submit("BN1")
    assert office.advance(sid) == (0, None)
    office.now += 10
    office.write("reject")
    assert office.advance(sid) == (1, None)
    office.now += 10
    assert office.advance(sid) == (1, Verdict("reject"))


def test_an_outcome_must_be_one(office: Office) -> None:
    """The only outcomes are approve, reject and hold."""
    with pytest.raises(ValueError, match="one of approve, reject, hold; got 'maybe'"):
        office.write("maybe")


def post(twilio: LocalTwilio, path: str, **body: Any) -> requests.Response:
    """Call a control method over HTTP."""
    session = requests.Session()
    session.mount("https://", twilio.adapter())
    return session.post(f"https://localhost/_local/{path}", json=body)


@pytest.mark.parametrize("over_http", [False, True])
def test_reviews_are_scripted_and_cleared(twilio: LocalTwilio, *, over_http: bool) -> None:
    """Both control methods do the same in process and over HTTP."""
    store = Store(twilio.path)
    office = Office(store)
    script = {"kind": "brand", "outcome": "reject", "codes": [30701], "of": "acme", "times": 2}
    if over_http:
        assert post(twilio, "script_review", **script).json() == {"result": None}
    else:
        twilio.control.script_review("brand", "reject", [30701], "acme", 2)
    assert office.advance(office.submit("BN1"))[1] == Verdict("reject", (30701,))
    if over_http:
        assert post(twilio, "clear_reviews").json() == {"result": None}
    else:
        twilio.control.clear_reviews()
    assert office.outcomes("BN2") == ["approve"]
    store.close()


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("script_review", {"kind": "brand", "outcome": "maybe"}, "approve, reject, hold"),
        ("script_review", {"kind": "brand"}, "outcome"),
        ("set_primary_profile", {"status": "great"}, "one of draft, pending-review"),
    ],
)
def test_a_wrong_script_is_refused_with_what_is_allowed(
    twilio: LocalTwilio, path: str, body: dict[str, Any], said: str
) -> None:
    """A wrong outcome or status, or a missing argument, is answered with 400."""
    answer = post(twilio, path, **body)
    assert answer.status_code == 400
    assert said in answer.json()["error"]


def test_the_primary_profile_is_set_over_http(twilio: LocalTwilio) -> None:
    """The control method accepts any status of a bundle."""
    assert post(twilio, "set_primary_profile", status="in-review").json() == {"result": None}

"""A whole tenant is deployed, changed and destroyed, with a failure at each of its calls in turn."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import compress
from typing import Any

import pytest

from providers.core.errors import ResourceError
from providers.messaging_service import MessagingService
from providers.phone_number import PhoneNumber
from tests.profiles import is_thorough
from tests.providers.runs import RUNS, Run
from tests.providers.trial import BOUGHT, MOVES_ON, NOT_REPEATED, Trial
from tests.providers.trouble import trouble_in_process
from tests.providers.world import World


@pytest.fixture(scope="module", autouse=True)
def _trouble_in_process() -> Iterator[None]:
    with trouble_in_process():
        yield


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A local Twilio whose calls are not checked against Twilio's description: they repeat thousands of times."""
    directory = tmp_path_factory.mktemp("twilio")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OWL_LOCAL", str(directory))
        patch.delenv("OWL_TWILIO", raising=False)
        yield World(directory)


_SID = re.compile(r"[A-Z]{2}[0-9a-f]{32}")


def turns(
    run: Run, calls: Sequence[str], always: re.Pattern[str], fault: object, faults: Sequence[object]
) -> list[int]:
    """Return which calls of a run are disturbed by this fault, as their positions.

    With the profile `thorough` each call meets each fault. Otherwise some calls always do, and of the other ones the
    first of each kind meets one fault in every fifth run: another one each time, and most kinds are called in several.
    """
    if is_thorough():
        return list(range(len(calls)))
    kinds = [_SID.sub("SID", call) for call in calls]
    shares = [divmod(zlib.crc32(kind.encode()), 5) for kind in kinds]
    turn, of_five = divmod(list(RUNS.values()).index(run), 5)
    return [
        number
        for number, (kind, (share, fifth)) in enumerate(zip(kinds, shares, strict=True))
        if always.fullmatch(calls[number])
        or (kinds.index(kind) == number and fifth == of_five and faults[(share + turn) % len(faults)] == fault)
    ]


@pytest.fixture(scope="module", params=RUNS)
def trial(request: pytest.FixtureRequest, world: World) -> Trial:
    """Each of the runs: what was deployed before it is deployed once for all its tests."""
    return Trial(world, RUNS[request.param])


@contextmanager
def told(disturbed: str) -> Iterator[None]:
    """Add to a failure what was disturbed."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"disturbed was {disturbed}")
        raise


@pytest.mark.parametrize("recorded", [True, False], ids=["recorded", "unrecorded"])
def test_killed_at_every_call(trial: Trial, recorded: bool) -> None:  # noqa: FBT001 - pytest passes it
    """Killed before or after Twilio's commit, with or without earlier records: run again, everything is correct."""
    kills = trial.kills(recorded=recorded)
    assert len(kills) > 1
    for number in turns(trial.run, [kill.call for kill in kills], BOUGHT, recorded, [True, False]):
        kill = kills[number]
        with told(kill.when):
            survivor = trial.after(kill)
            trial.attempt_until_somebody_looked(survivor, kill.call)
            trial.assert_done(survivor)


TOO_MANY = 429
"""Twilio's status for a call that it has not looked at: any call may be repeated after it."""


REFUSED = (
    {"action": "drop", "phase": "before"},
    {"action": "status", "status": 500, "phase": "before", "times": 2},
)
"""Faults before Twilio has looked at a call, which the caller can't know."""

BUSY = (*REFUSED, {"action": "status", "status": TOO_MANY, "code": 20429, "times": 2})


@pytest.mark.parametrize("fault", BUSY, ids=lambda fault: "-".join(map(str, fault.values())))
def test_busy_at_every_call(trial: Trial, fault: dict[str, Any]) -> None:
    """A run whose reads all fail at first gets on, and one whose calls are all too many; writes fail one by one.

    Only a purchase that could not be confirmed is left to the next run. Without the profile `thorough`, all reads of a
    run fail in one of these ways, in turn.
    """
    methods = [call.partition(" ")[0] for call in trial.calls]
    together = [method == "GET" or fault.get("status") == TOO_MANY for method in methods]
    if is_thorough() or BUSY[list(RUNS.values()).index(trial.run) % len(BUSY)] == fault:
        times, by_method = fault.get("times", 1), Counter[str]()
        engine = trial.prepared()
        for method in compress(methods, together):  # a repeated call counts each time
            trial.world.local.control.inject(**fault, method=method, nth=1 + by_method[method] * (1 + times))
            by_method[method] += 1
        trial.attempt(engine)
        trial.assert_done(engine)
    for number in turns(trial.run, trial.calls, NOT_REPEATED, fault, REFUSED):
        call = trial.calls[number]
        if together[number]:
            continue
        with told(call):
            engine = trial.prepared()
            trial.world.local.control.inject(**fault, nth=number + 1)
            if NOT_REPEATED.fullmatch(call):
                with pytest.raises(ResourceError, match=r"could not \w+ \w+ .* no answer from Twilio .* run again"):
                    trial.attempt(engine)
            trial.attempt_until_somebody_looked(engine, call)
            trial.assert_done(engine)


UNANSWERED = (
    {"action": "drop", "phase": "after"},
    {"action": "drop", "phase": "after", "times": 2},
    {"action": "status", "status": 500, "phase": "after"},
)
"""Faults after Twilio's commit."""


@pytest.mark.parametrize("fault", UNANSWERED, ids=lambda fault: "-".join(map(str, fault.values())))
def test_no_answer_at_every_call(trial: Trial, fault: dict[str, Any]) -> None:
    """A run survives lost answers, one or two in a row, after Twilio's commit.

    Only a purchase that could not be confirmed is left to the next run. A read commits nothing, unless it moves a
    review on.
    """
    for number in turns(trial.run, trial.calls, NOT_REPEATED, fault, UNANSWERED):
        call = trial.calls[number]
        if call.startswith("GET") and not (trial.run.reviews and MOVES_ON.search(call)):
            continue
        with told(call):
            engine = trial.prepared()
            trial.world.local.control.inject(**fault, nth=number + 1)
            trial.attempt_until_somebody_looked(engine, call)
            trial.assert_done(engine)


def test_replaced_on_demand(world: World) -> None:
    """An unchanged resource that is replaced on demand stays the same object: no second number is bought."""
    trial = Trial(world, RUNS["deployed"])
    engine = trial.prepared()
    trial.attempt(engine)
    engine.tainted = {reference for reference, record in engine.records.items() if record.resource is PhoneNumber}

    trial.attempt(engine)

    assert engine.tainted == set()
    trial.assert_done(engine)


def test_what_the_stack_holds_is_not_taken_for_another(world: World) -> None:
    """A service that a person gave a new one's name is not adopted for it, and gets its own name again."""
    trial = Trial(world, RUNS["sender moved, events changed"])
    engine = trial.prepared()
    first = next(record for record in engine.records.values() if record.resource is MessagingService)
    account = world.twilio.account(first.outputs["account_sid"])
    account.messaging.v1.services(first.sid).update(friendly_name="second")

    trial.attempt(engine)
    engine.refresh()
    trial.attempt(engine)

    trial.assert_done(engine)

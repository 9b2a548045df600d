"""Repeats a run over one tenant, with something that happens at one of its calls."""

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from requests import PreparedRequest, Response

from emulator import embedded
from providers.brand_vetting import BrandVetting
from providers.campaign import Campaign
from providers.core import run
from providers.core.errors import ResourceError
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.tollfree_verification import TollfreeVerification
from tests.objects import what_there_is
from tests.providers.runs import Run, declared
from tests.providers.tenant import Engine, objects
from tests.providers.world import World

REVIEWS = (
    *("customer_profile", "trust_product", "brand_registration", "us_app_to_person"),
    *("regulatory_bundle", "tollfree_verification"),
)
MOVES_ON = re.compile(
    r"/(CustomerProfiles|TrustProducts|BrandRegistrations|Usa2p|Vettings|Bundles|Verifications)(/\w+)?$"
)
"""Whether a read moves a review on, where reviews take their time."""

NOT_REPEATED = re.compile(r"POST .*(/BrandRegistrations(/BN\w+)?|/Usa2p/QE\w+|/Vettings|/Tollfree/Verifications/HH\w+)")
"""Whether a call costs money, or one of a few free attempts, or begins another review, and Twilio would carry it out
twice."""

BOUGHT = re.compile(r"POST .*(/BrandRegistrations|/Usa2p|/Vettings|/IncomingPhoneNumbers\.json)")
"""Whether a call costs money."""

BOUGHT_TWICE = re.compile(r"POST .*(/BrandRegistrations|/Vettings)")
"""Whether Twilio would sell the same thing twice."""


_DONE = range(200, 300)
"""Statuses of calls that Twilio carried out."""

NOT_SEEN = {"journal", "sqlite_sequence"}
"""Tables of the local Twilio that no call returns anything of."""


@dataclass(frozen=True)
class Kill:
    """What is left when the engine and its providers are killed.

    Attributes:
        when: Before or after which call.
        call: The call.
        twilio: The local Twilio's database.
        pending_creates: The files about creates without an answer.
        engine: The engine with its records.
    """

    when: str
    call: str
    twilio: sqlite3.Connection
    pending_creates: Mapping[str, bytes]
    engine: Engine

    def leaves(self) -> Any:
        """Return all that a next run can see of it."""
        tables = [name for (name,) in self.twilio.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        seen = [f"SELECT * FROM {name}" for name in tables if name not in NOT_SEEN]  # noqa: S608 - our own tables
        rows = [self.twilio.execute(each).fetchall() for each in seen]
        return repr((rows, self.pending_creates, self.engine.records, self.engine.replaced, self.engine.tainted))


class Trial:
    """Repeats one run over one tenant.

    Args:
        world: The local Twilio, emptied each time.
        run: The run.
    """

    def __init__(self, world: World, run: Run) -> None:
        self.world = world
        self.run = run
        self._engine = self._deployed_before()
        self._twilio = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(world.local.path)) as live:
            live.backup(self._twilio)
        engine = self.prepared()
        before = world.now
        self.attempt(engine)
        self.calls = [f"{call['method']} {call['path']}" for call in world.calls(before)]

    def prepared(self) -> Engine:
        """Return an engine right before the run; the local Twilio is as it was then."""
        self._put_back(self._twilio, {})
        return self._engine.copy()

    def kills(self, *, recorded: bool) -> list["Kill"]:
        """Return what a kill leaves, at each call of the run, before and after Twilio's commit.

        One of several kills that leave the same is enough: what follows is the same, too.

        Args:
            recorded: Whether the engine's records of the steps that were done are left.
        """
        engine = self.prepared()
        as_it_was = engine.copy()
        left: dict[Any, Kill] = {}
        answer = embedded._InProcessAdapter.send

        def kill(when: str, request: PreparedRequest) -> None:
            call = f"{request.method} {request.path_url.partition('?')[0]}"
            twilio = sqlite3.connect(":memory:", check_same_thread=False)
            with closing(sqlite3.connect(self.world.local.path)) as live:
                live.backup(twilio)
            survivor = engine.copy() if recorded else as_it_was
            here = Kill(f"{when} {call}", call, twilio, self._pending_creates(), survivor)
            left.setdefault(here.leaves(), here)

        def watched(adapter: Any, request: PreparedRequest, **options: Any) -> Response:
            kill("before", request)
            answered = answer(adapter, request, **options)
            kill("after", request)
            return answered

        with mock.patch.object(embedded._InProcessAdapter, "send", watched):
            self.attempt(engine)
        return [*left.values()]

    def after(self, kill: "Kill") -> Engine:
        """Return the engine that is started after a kill; the local Twilio is as it was then."""
        self._put_back(kill.twilio, kill.pending_creates)
        return kill.engine.copy()

    def _put_back(self, twilio: sqlite3.Connection, pending_creates: Mapping[str, bytes]) -> None:
        with closing(sqlite3.connect(self.world.local.path)) as live:
            twilio.backup(live)
        directory = Path(self.world.settings.pending_creates)
        shutil.rmtree(directory, ignore_errors=True)
        for name, content in pending_creates.items():
            directory.mkdir(parents=True, exist_ok=True)
            (directory / name).write_bytes(content)

    def _pending_creates(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in Path(self.world.settings.pending_creates).glob("*")}

    def _deployed_before(self) -> Engine:
        """Return an engine just before the run, at an otherwise empty local Twilio."""
        control = self.world.local.control
        control.reset()
        control.skip_waits(True)
        engine = Engine(self.world)
        if self.run.rejected:
            control.script_review(self.run.rejected, "reject")
        if self.run.before:
            engine.up(declared()[self.run.before])
        if self.run.meanwhile:
            self.run.meanwhile(engine)
        return engine

    def attempt(self, engine: Engine) -> None:
        """Do the run."""
        if self.run.refresh:
            engine.refresh()
        if not self.run.after:
            engine.destroy()
            return
        for kind in REVIEWS:
            self.world.local.control.set_behaviour(kind, "reads" if self.run.reviews else "at_once")
        engine.up(declared()[self.run.after])
        while self.run.reviews and not self.approved(engine):
            engine.refresh()
            engine.up(declared()[self.run.after])

    def attempt_until_somebody_looked(self, engine: Engine, call: str) -> None:
        """Do the run after one whose outcome at a call is not known, with what its message says to do."""
        try:
            self.attempt(engine)
        except ResourceError as error:
            advised = re.search(r"run `owl pending --discard (\w+)` and then run again", str(error))
            if not advised or not BOUGHT_TWICE.fullmatch(call):
                raise
            run.current().pending_creates.forget(advised[1])
            self.attempt(engine)

    def approved(self, engine: Engine) -> bool:
        """Return whether the last registration step is done: the numbers are senders."""
        senders = [each for each in engine.records.values() if each.resource is MessagingServiceSender]
        return bool(senders) and all("sid" in each.outputs for each in senders)

    def assert_done(self, engine: Engine) -> None:
        """Each object exists once, is paid once, and nothing is left to do; or nothing exists at all."""
        program = declared()[self.run.after] if self.run.after else []
        found = what_there_is(self.world.twilio)
        assert (len(found), found.total()) == (objects(program), objects(program)), found
        ever = {each.resource for name in (self.run.before, self.run.after) if name for each in declared()[name]}
        registered = Campaign in ever
        paid = Counter(each["kind"] for each in self.world.local.control.ledger())
        once = {"brand_registration": 1, "us_app_to_person": 1} if registered else {}
        once |= {"brand_vetting": 1} if any(each.resource is BrandVetting for each in program) else {}
        assert paid == {"phone_number": self.run.numbers, **once}
        assert self._verifications_submitted() == (TollfreeVerification in ever)
        still = Counter(each["kind"] for each in self.world.local.control.ledger(open_only=True))
        numbers = sum(each.resource is PhoneNumber for each in program)
        monthly = {"phone_number": numbers, **({"us_app_to_person": 1} if registered else {})}
        assert still == (monthly if program else {})
        assert engine.records.keys() == {each.reference for each in program}
        before = self.world.now
        assert set(engine.up(program).values()) <= {"same"}
        assert self.world.calls(before) == []
        engine.refresh()
        assert set(engine.up(program).values()) <= {"same"}
        assert self.world.writes(before) == []

    def _verifications_submitted(self) -> int:
        """Count the toll-free verifications that were ever made, and all edits of them but the one that corrects."""
        edits = re.compile(r"/v1/Tollfree/Verifications/HH\w+")
        calls = [each for each in self.world.calls() if each["method"] == "POST" and each["status"] in _DONE]
        corrected = sum(bool(edits.fullmatch(each["path"])) for each in calls)
        assert corrected == (self.run.rejected == "tollfree_verification")
        return sum(each["path"] == "/v1/Tollfree/Verifications" for each in calls)

"""A whole tenant is deployed, changed and destroyed, with a failure at each of its calls in turn."""

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import settings
from requests import PreparedRequest, Response

from emulator import embedded
from owl.program.settings import StackSettings, Topology
from providers.address import Address
from providers.brand_registration import BrandRegistration
from providers.brand_vetting import BrandVetting
from providers.campaign import Campaign
from providers.core import run
from providers.core.errors import ResourceError
from providers.core.settings import Mode
from providers.customer_profile import CustomerProfile
from providers.customer_profile_entity_assignment import CustomerProfileEntityAssignment
from providers.customer_profile_submission import CustomerProfileSubmission
from providers.end_user import EndUser
from providers.event_subscription import EventSubscription
from providers.messaging_service import MessagingService
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.primary_customer_profile import PrimaryCustomerProfile
from providers.regulatory_bundle import RegulatoryBundle
from providers.regulatory_bundle_replacement import RegulatoryBundleReplacement
from providers.regulatory_bundle_submission import RegulatoryBundleSubmission
from providers.regulatory_end_user import RegulatoryEndUser
from providers.regulatory_item_assignment import RegulatoryItemAssignment
from providers.regulatory_supporting_document import RegulatorySupportingDocument
from providers.subaccount import Subaccount
from providers.supporting_document import SupportingDocument
from providers.trust_product import TrustProduct
from providers.trust_product_entity_assignment import TrustProductEntityAssignment
from providers.trust_product_submission import TrustProductSubmission
from tenants.model import Senders, Tenants, Vetting, VettingProvider
from tests.international import british, known_countries
from tests.objects import what_there_is
from tests.owl_inc import owl_inc
from tests.providers.tenant import Declared, Engine, Program, objects, programs
from tests.providers.trouble import trouble_in_process
from tests.providers.world import ACCOUNT_SID, PRIMARY_CUSTOMER_PROFILE_SID, World
from tests.registered import brand_of, campaign_of, number_of

NEEDED = {Subaccount, MessagingService, PhoneNumber, MessagingServiceSender}
REGISTRATION = {
    Address,
    BrandRegistration,
    BrandVetting,
    Campaign,
    CustomerProfile,
    CustomerProfileEntityAssignment,
    CustomerProfileSubmission,
    EndUser,
    PrimaryCustomerProfile,
    SupportingDocument,
    TrustProduct,
    TrustProductEntityAssignment,
    TrustProductSubmission,
}
COMPLIANCE = {
    RegulatoryBundle,
    RegulatoryBundleReplacement,
    RegulatoryBundleSubmission,
    RegulatoryEndUser,
    RegulatoryItemAssignment,
    RegulatorySupportingDocument,
}
SETTINGS = StackSettings(
    "dev",
    ACCOUNT_SID,
    Mode.LOCAL,
    Topology.ISOLATED,
    frozenset({"beta", "general"}),
    PRIMARY_CUSTOMER_PROFILE_SID,
    protect=False,
    environment="dev",
)


def state_lost(engine: Engine) -> None:
    """Lose every record."""
    engine.records.clear()


def account_closed(engine: Engine) -> None:
    """Close the tenant's account by hand."""
    account = next(iter(engine.records.values()))
    engine.world.twilio.accounts(account.sid).update(status="closed")


@dataclass(frozen=True)
class Run:
    """A run to be disturbed.

    Attributes:
        before: What was deployed before it; None for nothing.
        after: What it deploys; None if it destroys everything.
        meanwhile: What happened in between.
        refresh: Whether it begins with a refresh, because only that shows what happened.
        numbers: How many phone numbers are bought in all.
        reviews: Whether reviews take their time: then it is repeated until all is approved.
    """

    before: str | None
    after: str | None
    meanwhile: Callable[[Engine], None] | None = None
    refresh: bool = False
    numbers: int = 1
    reviews: bool = False


RUNS = {
    "deployed": Run(None, "as it is"),
    "package and webhooks changed": Run("as it is", "another package, other webhooks"),
    "number replaced": Run("as it is", "another area", numbers=2),
    "sender moved, events changed": Run("as it is", "another service, other events"),
    "state lost": Run("as it is", "as it is", state_lost),
    "account closed": Run("as it is", "as it is", account_closed, refresh=True, numbers=2),
    "destroyed": Run("as it is", None),
    "registered, one review after the other": Run(None, "registered", reviews=True),
    "registered, state lost": Run("registered", "registered", state_lost),
    "registered and vetted": Run(None, "registered and vetted"),
    "vetted, state lost": Run("registered and vetted", "registered and vetted", state_lost),
    "profile corrected": Run("profile rejected", "registered"),
    "brand corrected": Run("brand rejected", "registered"),
    "campaign changed": Run("registered", "registered, another campaign"),
    "registration ended": Run("registered", None),
    "abroad": Run(None, "abroad", reviews=True),
    "abroad, renewed": Run("abroad", "abroad, renewed"),
}

REVIEWS = ("customer_profile", "trust_product", "brand_registration", "us_app_to_person", "regulatory_bundle")
MOVES_ON = re.compile(r"/(CustomerProfiles|TrustProducts|BrandRegistrations|Usa2p|Vettings|Bundles)(/\w+)?$")
"""Whether a read moves a review on, where reviews take their time."""

NOT_REPEATED = re.compile(r"POST .*(/BrandRegistrations(/BN\w+)?|/Usa2p/QE\w+|/Vettings)")
"""Whether a call costs money, or one of a few free attempts, and Twilio would carry it out twice."""

BOUGHT = re.compile(r"POST .*(/BrandRegistrations|/Usa2p|/Vettings|/IncomingPhoneNumbers\.json)")
"""Whether a call costs money."""

BOUGHT_TWICE = re.compile(r"POST .*(/BrandRegistrations|/Vettings)")
"""Whether Twilio would sell the same thing twice."""


@cache
def declared() -> dict[str, Program]:
    """Return the programs of the runs: one tenant, and changes of its files or of the program."""
    tenants = owl_inc()
    tenant = tenants.by_id["freestyle-falcons"]

    def with_only(**changes: object) -> Tenants:
        return replace(tenants, by_id={tenant.id: tenant.model_copy(update=changes)})

    variants = {
        "as it is": with_only(),
        "another package, other webhooks": replace(
            with_only(package="gold"), isv=tenants.isv.model_copy(update={"callbacks": "https://hooks2.owl.example"})
        ),
        "another area": with_only(phone_number=number_of(tenant).model_copy(update={"area_code": "212"})),
    }
    registrations = {
        "registered": with_only(),
        "registered and vetted": with_only(
            brand=brand_of(tenant).model_copy(
                update={"vetting": Vetting(provider=VettingProvider.CAMPAIGN_VERIFY, id="cv-1")}
            )
        ),
        "profile rejected": with_only(business=tenant.business.model_copy(update={"legal_name": "Falcons"})),
        "brand rejected": with_only(business=tenant.business.model_copy(update={"legal_name": "Freestyle"})),
        "registered, another campaign": with_only(
            campaign=campaign_of(tenant).model_copy(
                update={"description": "Tells customers when a repair is done, as asked."}
            )
        ),
    }
    abroad = {
        name: replace(
            with_only(
                senders=Senders(international=(british(renewed_on),)), phone_number=None, brand=None, campaign=None
            ),
            countries=known_countries(),
        )
        for name, renewed_on in (("abroad", None), ("abroad, renewed", "2027-01-10"))
    }
    found = programs(variants | registrations | abroad, SETTINGS)
    messaging = {name: without_registration(found[name]) for name in variants}
    registration = {name: registration_only(found[name]) for name in registrations}
    registration |= {name: compliance_only(found[name]) for name in abroad}
    return messaging | registration | {"another service, other events": with_another_service(messaging["as it is"])}


def without_registration(program: Program) -> Program:
    """Remove what is registered with the carriers, and the dependencies on its approval."""
    kept = [each for each in program if each.resource not in REGISTRATION]
    return [
        replace(each, inputs={**each.inputs, "awaits": {}} if "awaits" in each.inputs else each.inputs) for each in kept
    ]


def registration_only(program: Program) -> Program:
    """Remove resources that have nothing to do with it."""
    return [each for each in program if each.resource in REGISTRATION | NEEDED]


def compliance_only(program: Program) -> Program:
    """Keep what a number abroad needs."""
    kept = NEEDED | COMPLIANCE
    return [each for each in program if each.resource in kept or (each.resource is Address and "." in each.name)]


def with_another_service(program: Program) -> Program:
    """Add a second messaging service, move the sender to it, and subscribe to other events."""
    by_kind = {each.resource: each for each in program}
    service, sender = by_kind[MessagingService], by_kind[MessagingServiceSender]
    second = Declared(MessagingService, "second", service.inputs | {"friendly_name": "second"})
    changes: dict[Any, dict[str, Any]] = {
        MessagingServiceSender: {"service_sid": second.reference},
        EventSubscription: {"types": {"com.twilio.messaging.message.failed": 2}},
    }
    others = [replace(each, inputs=each.inputs | changes.get(each.resource, {})) for each in program]
    return [*others[: program.index(sender)], second, *others[program.index(sender) :]]


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
        if self.run.before == "profile rejected":
            control.script_review("customer_profile", "reject")
        if self.run.before == "brand rejected":
            control.script_review("brand_registration", "reject")
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
        """Return whether the last registration step is done: the number is a sender."""
        return any(
            each.resource is MessagingServiceSender and "sid" in each.outputs for each in engine.records.values()
        )

    def assert_done(self, engine: Engine) -> None:
        """Each object exists once, is paid once, and nothing is left to do; or nothing exists at all."""
        program = declared()[self.run.after] if self.run.after else []
        found = what_there_is(self.world.twilio)
        assert (len(found), found.total()) == (objects(program), objects(program)), found
        registered = any(each.resource is Campaign for each in declared()[self.run.after or self.run.before or ""])
        paid = Counter(each["kind"] for each in self.world.local.control.ledger())
        once = {"brand_registration": 1, "us_app_to_person": 1} if registered else {}
        once |= {"brand_vetting": 1} if any(each.resource is BrandVetting for each in program) else {}
        assert paid == {"phone_number": self.run.numbers, **once}
        still = Counter(each["kind"] for each in self.world.local.control.ledger(open_only=True))
        monthly = {"phone_number": 1, **({"us_app_to_person": 1} if registered else {})}
        assert still == (monthly if program else {})
        assert engine.records.keys() == {each.reference for each in program}
        before = self.world.now
        assert set(engine.up(program).values()) <= {"same"}
        assert self.world.calls(before) == []
        engine.refresh()
        assert set(engine.up(program).values()) <= {"same"}
        assert self.world.writes(before) == []


@pytest.fixture(autouse=True)
def _trouble_in_process() -> Iterator[None]:
    with trouble_in_process():
        yield


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A local Twilio whose calls are not checked against Twilio's description: they repeat thousands of times."""
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    return World(tmp_path)


def has_its_turn(run: Run, number: int, fault: object, faults: Sequence[object]) -> bool:
    """Return whether a call of a run is disturbed by this fault.

    With the profile `thorough` each call meets each fault. Otherwise it meets one of them, and calls of one kind meet
    all of them, because most kinds are called in several runs: a fault's turn is another one in each.
    """
    if settings().max_examples > settings.get_profile("default").max_examples:
        return True
    return faults[(number + list(RUNS.values()).index(run)) % len(faults)] == fault


@pytest.fixture(params=RUNS)
def trial(request: pytest.FixtureRequest, world: World) -> Trial:
    """Each of the runs."""
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
    for number, kill in enumerate(kills):
        if not (BOUGHT.fullmatch(kill.call) or has_its_turn(trial.run, number, recorded, [True, False])):
            continue
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


@pytest.mark.parametrize(
    "fault",
    [*REFUSED, {"action": "status", "status": TOO_MANY, "code": 20429, "times": 2}],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
def test_busy_at_every_call(trial: Trial, fault: dict[str, Any]) -> None:
    """A run whose reads all fail at first gets on, and one whose calls are all too many; writes fail one by one.

    Only a purchase that could not be confirmed is left to the next run.
    """
    times, by_method = fault.get("times", 1), Counter[str]()
    alone = []
    engine = trial.prepared()
    for number, call in enumerate(trial.calls, 1):
        method = call.partition(" ")[0]
        if method == "GET" or fault.get("status") == TOO_MANY:  # a repeated call counts each time
            nth = 1 + by_method[method] * (1 + times)
            trial.world.local.control.inject(**fault, method=method, nth=nth)
            by_method[method] += 1
        elif NOT_REPEATED.fullmatch(call) or has_its_turn(trial.run, number, fault, REFUSED):
            alone.append((number, call))
    trial.attempt(engine)
    trial.assert_done(engine)
    for number, call in alone:
        with told(call):
            engine = trial.prepared()
            trial.world.local.control.inject(**fault, nth=number)
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
    for number, call in enumerate(trial.calls, 1):
        if call.startswith("GET") and not (trial.run.reviews and MOVES_ON.search(call)):
            continue
        if not (NOT_REPEATED.fullmatch(call) or has_its_turn(trial.run, number, fault, UNANSWERED)):
            continue
        with told(call):
            engine = trial.prepared()
            trial.world.local.control.inject(**fault, nth=number)
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

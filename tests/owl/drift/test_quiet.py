"""Without drift nothing is reported, whatever else happens: time, reviews, reads, pages of other lengths."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from owl.drift.orphans import orphans
from owl.drift.stack_drift import stack_drift
from owl.previews import Op, Preview, PreviewStep
from owl.previews.changes import changes
from owl.previews.recorded import kept
from owl.program.settings import StackSettings, Topology
from owl.stacks.state import StackState
from providers.core import connection, run
from providers.core.settings import Mode
from tenants.model import Tenants
from tests.owl_inc import owl_inc
from tests.providers.lifecycle import over_the_wire
from tests.providers.tenant import Engine, Program, Record, programs
from tests.providers.world import ACCOUNT_SID, PRIMARY_CUSTOMER_PROFILE_SID, World

TENANT = "freestyle-falcons"
STACK = StackSettings(
    "dev",
    ACCOUNT_SID,
    Mode.LOCAL,
    Topology.AGGREGATED,
    frozenset({"beta"}),
    PRIMARY_CUSTOMER_PROFILE_SID,
    protect=False,
    environment="dev",
)
QUIET = st.lists(
    st.one_of(
        st.tuples(st.just("advance"), st.integers(0, 400 * 24 * 3600)),
        st.tuples(st.just("page"), st.integers(1, 40)),
        st.tuples(
            st.just("pace"),
            st.sampled_from(["customer_profile", "trust_product", "brand_registration", "us_app_to_person"]),
            st.sampled_from(["at_once", "reads", "seconds"]),
            st.integers(1, 5),
        ),
        st.tuples(st.just("read"), st.booleans()),
    ),
    max_size=4,
)
"""An event between two reads."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A local Twilio for this module."""
    return World(tmp_path_factory.mktemp("quiet"))


@pytest.fixture(autouse=True)
def _settings(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point providers at that local Twilio; restore the page length afterwards."""
    monkeypatch.setenv("OWL_LOCAL", str(world.settings.local_directory))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    before = connection.PAGE_SIZE
    yield
    connection.PAGE_SIZE = before


@pytest.fixture(scope="module")
def tenants() -> Tenants:
    """One tenant, and the catalogue."""
    every = owl_inc("dev")
    return replace(every, by_id={TENANT: every.by_id[TENANT]})


@pytest.fixture
def deployed(world: World, tenants: Tenants) -> tuple[Engine, Program]:
    """All resources of a tenant, deployed until its reviews are done."""
    declared = programs({TENANT: tenants}, STACK)[TENANT]
    engine = Engine(world)
    engine.up(declared)
    engine.refresh()
    engine.up(declared)
    return engine, declared


def happen(world: World, things: list[Any]) -> None:
    """Make quiet events happen."""
    for what, *values in things:
        match what:
            case "advance":
                world.local.control.advance(*values)
            case "page":
                connection.PAGE_SIZE = values[0]
            case "pace":
                world.local.control.set_behaviour(*values)
            case _:
                world.twilio.accounts.list()


def look(engine: Engine, declared: Program) -> Preview:
    """Do what the engine does in a preview with refresh, on a copy of the records: read all, then compare."""
    run.begin(engine.world.config.get)
    seen = engine.copy()
    steps = [_refreshed(record, reference) for reference, record in seen.records.items()]
    for each in declared:
        resolved = {name: seen._resolved(value) for name, value in each.inputs.items()}
        steps.append(_planned(seen.records[each.reference], each.name, resolved))
    return Preview("dev", tuple(steps))


def _step(op: Op, record: Record, name: str, **properties: Any) -> PreviewStep:
    kind = record.resource.__name__
    plain = {key: (kept({"resOutputsEvent": value}) or {})["resOutputsEvent"] for key, value in properties.items()}
    side = "outputs" if op is Op.REFRESH else "inputs"
    return PreviewStep(
        op,
        f"urn:pulumi:dev::owl::{kind}::{name}",
        f"pulumi-python:dynamic/twilio:{kind}",
        name,
        TENANT if name.startswith(TENANT) else None,
        **plain,
        changes=changes(plain[f"old_{side}"], plain[f"new_{side}"]),
    )


def _refreshed(record: Record, reference: str) -> PreviewStep:
    before = {"old_inputs": record.inputs, "old_outputs": record.outputs}
    record.refresh()
    name = reference.rpartition(" ")[2]
    return _step(Op.REFRESH, record, name, **before, new_inputs=record.inputs, new_outputs=record.outputs)


def _planned(record: Record, name: str, inputs: dict[str, Any]) -> PreviewStep:
    checked = record.provider().check(over_the_wire(record.inputs), over_the_wire(inputs)).inputs
    difference = record.preview(inputs)
    op = Op.REPLACE if difference.replaces else Op.UPDATE if difference.changes else Op.SAME
    sides = {"old_outputs": record.outputs, "new_outputs": record.outputs}
    return _step(op, record, name, old_inputs=record.inputs, new_inputs=checked, **sides)


def state(engine: Engine) -> StackState:
    """Return the records as a stack's state has them."""
    resources = [
        {
            "type": f"pulumi-python:dynamic/twilio:{record.resource.__name__}",
            "urn": f"urn:pulumi:dev::owl::x::{reference.rpartition(' ')[2]}",
            "outputs": record.outputs,
        }
        for reference, record in engine.records.items()
    ]
    return StackState("dev", tuple(resources))


def test_any_quiet_thing_is_no_drift(deployed: tuple[Engine, Program], tenants: Tenants, world: World) -> None:
    """After each of many events that nobody has to fix, nothing is edited, nothing deleted, and nothing an orphan."""
    engine, declared = deployed
    looks = []

    @settings(
        max_examples=settings().max_examples // 2,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(QUIET)
    def nothing_drifts(things: list[Any]) -> None:
        happen(world, things)
        preview = look(engine, declared)
        below = orphans(world.twilio, [state(engine)], [], tenants.price_book)
        found = stack_drift("dev", preview, tenants, below, now=world.twilio.now())
        looks.append(len(preview.steps))
        assert (found.edited, found.vanished, found.orphans, found.not_seen) == ((), (), (), ())
        assert found.needs_person == ()

    nothing_drifts()

    assert len(looks) >= settings().max_examples // 2
    assert set(looks) == {2 * len(declared)}


def test_the_same_look_sees_what_was_edited(deployed: tuple[Engine, Program], tenants: Tenants, world: World) -> None:
    """This proves that the test above reports nothing because nothing drifted."""
    engine, declared = deployed
    service = next(record for record in engine.records.values() if record.resource.__name__ == "MessagingService")
    account_sid = service.outputs["account_sid"]
    services = world.twilio.account(account_sid).messaging.v1.services
    services(service.sid).update(validity_period=60)
    stray = services.create(friendly_name="stray")

    preview = look(engine, declared)
    below = orphans(world.twilio, [state(engine)], [], tenants.price_book)
    found = stack_drift("dev", preview, tenants, below, now=world.twilio.now())

    services(service.sid).update(validity_period=36_000)
    stray.delete()
    assert [(each.field, each.at_twilio, each.declared) for each in found.edited] == [
        ("validity_period", "60", "36000")
    ]
    assert [each.sid for each in found.orphans] == [stray.sid]

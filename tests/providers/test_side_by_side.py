"""Many resources in one run, and two runs on one account, at the same time."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from owl.program.settings import StackSettings, Topology
from providers.core import run
from providers.core.concurrency import CONCURRENT_CALLS
from providers.core.settings import Mode
from providers.messaging_service import MessagingService
from providers.subaccount import Subaccount
from tenants.model import Tenants
from tests.objects import what_there_is
from tests.owl_inc import owl_inc
from tests.providers.tenant import PROCESSES, Engine, Record, objects, program
from tests.providers.world import ACCOUNT_SID, PRIMARY_CUSTOMER_PROFILE_SID, World
from tests.registered import number_of

TOGETHER_SECONDS = 60.0
"""The time that one run waits for the other to be ready."""


@pytest.fixture
def _restless() -> Iterator[None]:
    """Let threads switch a thousand times as often, to provoke races."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 1000)
    yield
    sys.setswitchinterval(usual)


def account_with_service(world: World, name: str) -> tuple[str | None, str | None]:
    """Declare a subaccount and its service in the current run; return their SIDs."""
    account = Record(Subaccount, world.config)
    account.up({"owner_account_sid": ACCOUNT_SID, "friendly_name": name, "twilio": "local"})
    service = Record(MessagingService, world.config)
    service.up({"account_sid": account.sid, "friendly_name": name})
    return account.sid, service.sid


@pytest.mark.usefixtures("_restless")
def test_many_resources_in_one_run(world: World) -> None:
    """With the most threads allowed, each object is created once; without a state, each is found again."""
    names = [f"tenant-{number}" for number in range(CONCURRENT_CALLS)]

    def made_by_threads() -> list[tuple[str | None, str | None]]:
        run.begin(world.config.get)
        with ThreadPoolExecutor(CONCURRENT_CALLS) as threads:
            return list(threads.map(lambda name: account_with_service(world, name), names))

    made = made_by_threads()

    expected = {f"{name}: {thing}" for name in names for thing in ("account", f"service {name}")}
    assert what_there_is(world.twilio) == Counter(expected)
    before = world.now
    assert made_by_threads() == made
    assert world.writes(before) == []


def tenants_of_both() -> Tenants:
    """Return the tenants that take any number in an area: a named number can only be in one stack."""
    tenants = owl_inc()
    return replace(tenants, by_id={tenant.id: tenant for tenant in tenants if number_of(tenant).area_code})


def deployed_at_once(directory: Path, stack: str) -> int:
    """Deploy them to a stack with one shared subaccount; return how many objects it has."""
    settings = StackSettings(
        stack,
        ACCOUNT_SID,
        Mode.LOCAL,
        Topology.AGGREGATED,
        frozenset({"beta", "general"}),
        PRIMARY_CUSTOMER_PROFILE_SID,
        protect=False,
        environment="dev",
    )
    os.environ["OWL_LOCAL"] = str(directory)  # this process has the environment of an earlier test
    declared = program(tenants_of_both(), settings)
    engine = Engine(World(directory))
    _ready.wait(TOGETHER_SECONDS)
    assert set(engine.up(declared).values()) == {"create"}
    assert set(engine.up(declared).values()) == {"same"}
    return objects(declared)


def _get_ready(barrier: Barrier) -> None:
    global _ready  # noqa: PLW0603 - the only way into a process of a pool
    _ready = barrier


_ready: Barrier


def test_two_runs_on_one_account(world: World, tmp_path: Path) -> None:
    """Two stacks deployed to one parent account at the same time do not interfere."""
    world.local.control.set_latency(0.002)
    with ProcessPoolExecutor(2, PROCESSES, _get_ready, (PROCESSES.Barrier(2),)) as processes:
        sizes = list(processes.map(deployed_at_once, [tmp_path, tmp_path], ["dev", "rehearsal"]))

    found = what_there_is(world.twilio)
    assert set(found.values()) == {1}
    assert len(found) == sum(sizes)
    kinds = Counter(each["kind"] for each in world.local.control.ledger())
    assert set(kinds.values()) == {2 * len(tenants_of_both().by_id)}

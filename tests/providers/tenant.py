"""The resources of a stack as its program declares them, and an engine that deploys them within this process."""

import copy
import multiprocessing
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any

from pulumi.runtime import mocks

from providers.core import run
from providers.core.connection import Connection
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource
from stack.program import declare
from stack.settings import StackSettings
from tenants import Tenants
from tests.providers.lifecycle import Stack, over_the_wire
from tests.providers.world import World

KINDS = {each.__name__: each for each in TwilioResource.__subclasses__()}
"""All resources that the program knows."""


@dataclass(frozen=True)
class Declared:
    """A resource in a program.

    Attributes:
        resource: Its kind.
        name: Its name in the stack.
        inputs: As declared; where another resource's SID belongs stands that one's `reference`.
    """

    resource: type[TwilioResource]
    name: str
    inputs: dict[str, Any]

    @property
    def reference(self) -> str:
        """What stands for its SID before it has one."""
        return f"the SID of {self.resource.__name__} {self.name}"


Program = Sequence[Declared]
"""The resources of a stack, each after those it refers to."""


class _Recorder(mocks.Mocks):
    """Takes the engine's place while a program runs, and writes down what it declares."""

    def __init__(self) -> None:
        self.declared: dict[str, Declared] = {}

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        if not args.custom:
            return "", {}
        inputs = {name: value for name, value in args.inputs.items() if name != "__provider"}
        declared = Declared(KINDS[args.typ.rpartition(":")[2]], args.name, inputs)
        self.declared[declared.reference] = declared
        return declared.reference, {**inputs, "sid": declared.reference}

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], None]:
        raise NotImplementedError(f"the program calls {args.token}, which no engine is there to answer")


def program(tenants: Tenants, settings: StackSettings) -> Program:
    """Run the program of a stack and give what it declares. Leaves Pulumi's runtime of this process in use."""
    recorder = _Recorder()
    mocks.set_mocks(recorder)
    mocks.test(declare)(tenants, settings)  # type: ignore[no-untyped-call]
    declared = recorder.declared
    references = {
        reference: sorted(value for value in declared[reference].inputs.values() if str(value) in declared)
        for reference in sorted(declared)
    }
    return [declared[reference] for reference in TopologicalSorter(references).static_order()]


def programs(tenants: Mapping[str, Tenants], settings: StackSettings) -> dict[str, Program]:
    """Give what the program declares for each of these, run in a process of its own as the engine does."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        declared = process.map(program, tenants.values(), [settings] * len(tenants))
        return dict(zip(tenants, declared, strict=True))


class Record(Stack):
    """What an engine has on record of one resource. Many of them share a run."""

    def provider(self) -> TwilioProvider[Any]:
        """Give the provider within the run that is under way."""
        return self.resource.provider_class()

    def check(self, declared: Mapping[str, Any]) -> None:
        """Check what is declared, without comparing it."""
        assert not self.provider().check(over_the_wire(self.inputs), over_the_wire(declared)).failures


@dataclass
class Engine:
    """Deploys programs, one resource after the other. Each method is a run: a process that remembers nothing.

    Attributes:
        world: Where to.
        records: By the reference of what was declared, in the order it was made.
        replaced: What a run has replaced and has yet to delete.
        tainted: References of what is to be replaced whatever is declared, as `pulumi state taint` wants it.
    """

    world: World
    records: dict[str, Record] = field(default_factory=dict)
    replaced: list[Record] = field(default_factory=list)
    tainted: set[str] = field(default_factory=set)

    def up(self, program: Program) -> dict[str, str]:
        """Bring everything to what is declared; say what was done with each resource."""
        run.begin(self.world.config.get)
        done = {each.reference: self._step(each) for each in program}
        while self.replaced:
            self.replaced[-1].destroy()
            self.replaced.pop()
        return done

    def refresh(self) -> None:
        """Read all there is; forget what has gone."""
        run.begin(self.world.config.get)
        for reference, record in [*self.records.items()]:
            if not record.refresh():
                del self.records[reference]

    def destroy(self) -> None:
        """Delete all there is, what refers to others first."""
        run.begin(self.world.config.get)
        for reference, record in reversed([*self.records.items()]):
            record.destroy()
            del self.records[reference]

    def copy(self) -> "Engine":
        """Give an engine with the same records, to which nothing happens."""
        return Engine(self.world, copy.deepcopy(self.records), copy.deepcopy(self.replaced), {*self.tainted})

    def _step(self, declared: Declared) -> str:
        inputs = {name: self._resolved(value) for name, value in declared.inputs.items()}
        old = self.records.get(declared.reference)
        if old and declared.reference in self.tainted:
            old.check(inputs)
        elif old:
            difference = old.preview(inputs)
            if not difference.replaces:
                return old.up(inputs)
            if difference.delete_before_replace:
                old.destroy()
                del self.records[declared.reference]
        new = Record(declared.resource, self.world.config)
        new.up(inputs)
        self.records[declared.reference] = new
        self.tainted.discard(declared.reference)
        if old and old.sid:
            self.replaced.append(old)
        return "replace" if old else "create"

    def _resolved(self, value: Any) -> Any:
        record = self.records.get(value) if isinstance(value, str) else None
        return record.sid if record else value


def what_there_is(world: World) -> Counter[str]:
    """Count the objects at the local Twilio by account, kind and name, as a person at a console would."""
    twilio = world.twilio
    return Counter(
        f"{account.friendly_name}: {thing}"
        for account in twilio.accounts.list()
        if account.sid != twilio.account_sid and account.status != "closed"
        for thing in ("account", *_things(twilio, account.sid))
    )


def _things(twilio: Connection, account_sid: str) -> Iterator[str]:
    inside, itself = twilio.v2010(account_sid), twilio.account(account_sid)
    yield from (f"number {each.friendly_name}" for each in inside.incoming_phone_numbers.list())
    yield from (f"trigger {each.friendly_name}" for each in inside.usage.triggers.list())
    yield from (f"key {each.friendly_name}" for each in inside.keys.list())
    for service in itself.messaging.v1.services.list():
        yield f"service {service.friendly_name}"
        yield from (f"sender {each.sid}" for each in service.phone_numbers.list())
    yield from (f"sink {each.description}" for each in itself.events.v1.sinks.list())
    yield from (f"subscription {each.description}" for each in itself.events.v1.subscriptions.list())
    yield from (f"template {each.friendly_name}" for each in itself.content.v1.contents.list())

"""The resources of a stack as its program declares them, and an engine that deploys them in this process."""

import copy
import datetime as dt
import multiprocessing
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pulumi
from pulumi.runtime import mocks

from owl.program.program import declare
from owl.program.registration_numbers import registration_numbers
from owl.program.settings import StackSettings
from owl.stacks.in_program import Deployed
from project import project_directory
from providers.core import run
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource
from providers.core.settings import Mode
from tenants.model import Tenants
from tests.objects import NO_OBJECTS
from tests.providers.lifecycle import Stack, over_the_wire
from tests.providers.world import World

TODAY = dt.date(2026, 11, 24)
"""The date on which programs run."""

PROCESSES = multiprocessing.get_context("forkserver")
"""Processes that begin with this module's imports, done once for all of them, and with the environment of that time."""

PROCESSES.set_forkserver_preload([__name__])

KINDS = {each.__name__: each for each in TwilioResource.__subclasses__()}
"""All resources that the program knows."""


@dataclass(frozen=True)
class Declared:
    """A resource in a program.

    Attributes:
        resource: Its kind.
        name: Its name in the stack.
        inputs: As declared; an output of another resource is `output_of` that one.
        after: References of its explicit dependencies.
    """

    resource: type[TwilioResource]
    name: str
    inputs: dict[str, Any]
    after: frozenset[str] = frozenset()

    @property
    def reference(self) -> str:
        """A placeholder for its SID before it has one."""
        return self.output_of("sid")

    def output_of(self, output: str) -> str:
        """A placeholder for one of its outputs before it exists."""
        return f"the {output} of {self.resource.__name__} {self.name}"

    def needs(self) -> set[str]:
        """Return the references of all resources that it depends on."""
        return {f"the sid of {stand_in[2]}" for stand_in in _stand_ins(self.inputs)} | self.after


_STAND_IN = re.compile(r"the (\w+) of (\w+ \S+)")


def _stand_ins(value: Any) -> Iterator[re.Match[str]]:
    """Return the placeholders of outputs anywhere within inputs."""
    match value:
        case str():
            found = _STAND_IN.fullmatch(value)
            if found and found[2].partition(" ")[0] in KINDS:
                yield found
        case Mapping():
            yield from (each for one in value.values() for each in _stand_ins(one))
        case list():
            yield from (each for one in value for each in _stand_ins(one))


Program = Sequence[Declared]
"""The resources of a stack, each after those it refers to."""


class _Recorder(mocks.Mocks):
    """Replaces the engine while a program runs, and records what it declares."""

    def __init__(self) -> None:
        self.declared: dict[str, Declared] = {}
        self.after: dict[tuple[str, str], frozenset[str]] = {}

    def note_dependencies(self, args: pulumi.ResourceTransformationArgs) -> None:
        """Remember a resource's explicit dependencies: the engine's mocks don't get them."""
        depends_on: Any = args.opts.depends_on or []
        self.after[args.type_, args.name] = frozenset(
            f"the sid of {type(each).__name__} {each.resource_name}"
            for each in depends_on
            if isinstance(each, TwilioResource)
        )

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        if not args.custom:
            return "", {}
        inputs = {name: value for name, value in args.inputs.items() if name != "__provider"}
        kind = KINDS[args.typ.rpartition(":")[2]]
        declared = Declared(kind, args.name, inputs, self.after.get((args.typ, args.name), frozenset()))
        self.declared[declared.reference] = declared
        outputs = {output: declared.output_of(output) for output in kind.provider_class.outputs}
        return declared.reference, {**inputs, **outputs}

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], None]:
        raise AssertionError(f"the program calls {args.token}, which no engine is there to answer")


def program(tenants: Tenants, settings: StackSettings) -> Program:
    """Run the program of a stack and return what it declares. Leaves Pulumi's runtime of this process in use."""
    recorder = _Recorder()
    mocks.set_mocks(recorder)

    def declared_here() -> None:
        pulumi.runtime.register_stack_transformation(recorder.note_dependencies)
        numbers = registration_numbers(tenants, dict[str, str]().get, "dev", Mode.LOCAL, {})
        declare(tenants, settings, numbers, Deployed({}), TODAY)

    mocks.test(declared_here)()  # type: ignore[no-untyped-call]
    declared = recorder.declared
    references = {reference: sorted(declared[reference].needs()) for reference in sorted(declared)}
    return [declared[reference] for reference in TopologicalSorter(references).static_order()]


def programs(
    tenants: Mapping[str, Tenants], settings: StackSettings, directory: Path | None = None
) -> dict[str, Program]:
    """Return what the program declares for each of these, run in separate processes as the engine does.

    Args:
        tenants: What there is to declare.
        settings: The stack's settings.
        directory: The project, with the files of documents. Default: this one.
    """
    here = directory or project_directory()
    with ProcessPoolExecutor(1, PROCESSES, os.chdir, (here,)) as process:
        declared = process.map(program, tenants.values(), [settings] * len(tenants))
        return dict(zip(tenants, declared, strict=True))


class Record(Stack):
    """The engine's record of one resource. Many of them share a run."""

    def provider(self) -> TwilioProvider[Any]:
        """Return the provider within the current run."""
        return self.resource.provider_class()

    def check(self, declared: Mapping[str, Any]) -> None:
        """Check the inputs, without comparing them."""
        assert not self.provider().check(over_the_wire(self.inputs), over_the_wire(declared)).failures


@dataclass
class Engine:
    """Deploys programs, one resource after the other. Each method is a run: a process that remembers nothing.

    Attributes:
        world: The local Twilio.
        records: By the reference of the declared resource, in order of creation.
        replaced: Resources that a run has replaced and not deleted yet.
        tainted: References of resources to replace even if unchanged, as after `pulumi state taint`.
    """

    world: World
    records: dict[str, Record] = field(default_factory=dict)
    replaced: list[Record] = field(default_factory=list)
    tainted: set[str] = field(default_factory=set)

    def up(self, program: Program) -> dict[str, str]:
        """Deploy the declared resources and delete those that no longer are; return the operation for each."""
        run.begin(self.world.config.get)
        done = {each.reference: self._step(each) for each in program}
        for reference in reversed([each for each in self.records if each not in done]):
            self.records[reference].destroy()
            del self.records[reference]
        while self.replaced:
            self.replaced[-1].destroy()
            self.replaced.pop()
        return done

    def refresh(self) -> None:
        """Read all resources; forget those that no longer exist."""
        run.begin(self.world.config.get)
        for reference, record in [*self.records.items()]:
            if not record.refresh():
                del self.records[reference]

    def destroy(self) -> None:
        """Delete all resources, dependents first."""
        run.begin(self.world.config.get)
        for reference, record in reversed([*self.records.items()]):
            record.destroy()
            del self.records[reference]

    def copy(self) -> "Engine":
        """Return an engine with a copy of the records."""
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
        match value:
            case Mapping():
                return {name: self._resolved(each) for name, each in value.items()}
            case list():
                return [self._resolved(each) for each in value]
        for stand_in in _stand_ins(value):
            record = self.records[f"the sid of {stand_in[2]}"]
            return record.outputs.get(stand_in[1])
        return value


def objects(program: Program) -> int:
    """Count the resources that are separate objects at Twilio."""
    return sum(each.resource.__name__ not in NO_OBJECTS for each in program)

"""Measure what runs cost: the real program as typed, a program of four objects a tenant, and Terraform beside it.

Run it in the project's shell (`make shell`), on a quiet machine:

    python -m benchmarks.run                         every table, about an hour
    python -m benchmarks.run --tenants 25 --runs 1   one size, once
    python -m benchmarks.run --write                 also write benchmarks/RESULTS.md

Two tables. The first has the real program: `make up` as typed, in a clone, with policy pack, prod layout and about 30
resources a tenant, on a local Twilio in the engine's own processes. The second has four objects a tenant (subaccount,
messaging service, number, the number's place in the service) over TLS against a served local Twilio, whose own CPU time
is not counted: an empty provider with Pulumi's SDK as it is, ours, and Terraform in both layouts where it is installed
(benchmarks/terraform).

All figures are medians. CPU and memory are of the whole tree of processes; pages that several of them share count
once. Compared programs run in turn, and a ratio is the median of the pairs' ratios, so that a change of the
machine's speed during the run doesn't distort it.

The tables do not show Twilio's own time beyond the latency given, its pace limits for brands and campaigns (one
call a second), reviews, and the network's failures.
"""

import argparse
import datetime as dt
import os
import platform
import shutil
import statistics
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from rich.console import Console
from rich.table import Table

from benchmarks import terraform
from benchmarks.engine_program import EngineProgram
from benchmarks.measured import Measured
from benchmarks.real_program import RealProgram
from benchmarks.results import FOUR_OBJECTS, REAL, as_markdown, write_part
from benchmarks.served_twilio import ServedTwilio

OPERATIONS = ("create", "no change", "one tenant changed", "drift", "destroy")
REAL_OPERATIONS = ("create", "no change", "preview", "one tenant changed", "drift")

OURS = "ours"

_ONLY = {"real": REAL, "four-objects": FOUR_OBJECTS}
"""The tables by the names that `--only` takes."""


class System(Protocol):
    """Something that deploys tenants, from nothing."""

    def run(self, operation: str) -> Measured:
        """Run an operation and measure it."""

    def state_kilobytes(self) -> float:
        """Return the size of the state."""

    def close(self) -> None:
        """Delete everything."""


@dataclass(frozen=True)
class Figures:
    """One operation of one round.

    Attributes:
        measured: What the command took.
        calls: Calls to Twilio that it made.
        state_kilobytes: The size of the state afterwards.
    """

    measured: Measured
    calls: int
    state_kilobytes: float


Round = dict[str, Figures]
"""The figures of every operation, starting from nothing."""


def one_round(system: System, operations: Sequence[str], calls: Callable[[], int]) -> Round:
    """Run every operation in turn."""
    figures: Round = {}
    with closing(system):
        for operation in operations:
            before = calls()
            measured = system.run(operation)
            figures[operation] = Figures(measured, calls() - before, system.state_kilobytes())
    return figures


def four_objects(tenants: int, latency: float, runs: int) -> dict[str, list[Round]]:
    """Measure every system with four objects a tenant, in turn."""
    rounds: dict[str, list[Round]] = {}
    for _ in range(runs):
        for name, start in _systems(tenants).items():
            with ServedTwilio() as twilio:
                twilio.local.control.set_latency(latency)
                system = start(twilio)
                figures = one_round(system, OPERATIONS, lambda: len(twilio.local.control.journal()))
            rounds.setdefault(name, []).append(figures)
    return rounds


def _systems(tenants: int) -> dict[str, Callable[[ServedTwilio], System]]:
    systems: dict[str, Callable[[ServedTwilio], System]] = {
        "empty": lambda twilio: EngineProgram("empty", tenants, twilio.environment),
        OURS: lambda twilio: EngineProgram("four_objects", tenants, twilio.environment),
    }
    if not terraform.why_not():
        systems["Terraform, one account"] = lambda twilio: terraform.Terraform(
            tenants, twilio.environment, isolated=False
        )
        systems["Terraform, isolated"] = lambda twilio: terraform.Terraform(tenants, twilio.environment, isolated=True)
    return systems


def real_program(tenants: int, runs: int) -> list[Round]:
    """Measure the real program."""
    return [_real_round(RealProgram(tenants)) for _ in range(runs)]


def _real_round(program: RealProgram) -> Round:
    return one_round(program, REAL_OPERATIONS, program.calls)


def median(rounds: Sequence[Round], operation: str, figure: Callable[[Figures], float]) -> float:
    """Return the median of a figure."""
    return statistics.median(figure(each[operation]) for each in rounds)


def ratio(ours: Sequence[Round], theirs: Sequence[Round], operation: str, figure: Callable[[Figures], float]) -> float:
    """Return the median ratio of a figure, ours to theirs, pair by pair."""
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(figure(own[operation]) / figure(other[operation]) for own, other in pairs)


def seconds(figures: Figures) -> float:
    """Return the wall seconds."""
    return figures.measured.seconds


def cpu(figures: Figures) -> float:
    """Return the CPU seconds."""
    return figures.measured.cpu


def cells(rounds: Sequence[Round], operation: str, tenants: int) -> list[str]:
    """Return an operation's columns."""
    return [
        f"{median(rounds, operation, seconds):.2f}",
        f"{median(rounds, operation, cpu):.2f}",
        f"{median(rounds, operation, lambda each: each.measured.megabytes):.0f}",
        f"{median(rounds, operation, lambda each: each.calls) / tenants:.1f}",
        f"{median(rounds, operation, lambda each: each.state_kilobytes):.0f}",
    ]


COLUMNS = ("s", "CPU s", "MB", "calls a tenant", "state KB")


def real_table(sizes: Sequence[int], runs: int) -> tuple[list[str], list[list[str]]]:
    """Return the table of the real program: its columns and rows."""
    rows = []
    for tenants in sizes:
        rounds = real_program(tenants, runs)
        rows += [[str(tenants), operation, *cells(rounds, operation, tenants)] for operation in REAL_OPERATIONS]
    return ["tenants", "operation", *COLUMNS], rows


def four_objects_table(
    sizes: Sequence[int], latencies: Sequence[float], runs: int
) -> tuple[list[str], list[list[str]]]:
    """Return the table of the four objects: its columns and rows."""
    rows = []
    for tenants in sizes:
        for latency in latencies:
            systems = four_objects(tenants, latency, runs)
            for operation in OPERATIONS:
                for name, rounds in systems.items():
                    compared = ["", ""]
                    if name != OURS:
                        compared = [f"{ratio(systems[OURS], rounds, operation, each):.2f}" for each in (seconds, cpu)]
                    place = [str(tenants), f"{latency * 1000:.0f}", operation, name]
                    rows.append([*place, *cells(rounds, operation, tenants), *compared])
    return ["tenants", "ms", "operation", "system", *COLUMNS, "ours / it, s", "ours / it, CPU"], rows


def machine() -> str:
    """Return what was measured on, with which versions, and when."""
    versions = [f"Python {platform.python_version()}", f"pulumi {_first_line('pulumi', 'version')}"]
    if shutil.which("terraform"):
        versions.append(_first_line("terraform", "version"))
    commit = _first_line("git", "rev-parse", "--short", "HEAD")
    load = f"load {os.getloadavg()[0]:.1f} at the start"
    today = dt.datetime.now(dt.UTC).date()
    return f"{today}, commit {commit}, {platform.system()}, {os.cpu_count()} cores, {load}, {', '.join(versions)}."


def _first_line(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def main() -> None:
    """Run the requested tables, print them, and write them if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenants", type=int, nargs="+", help="sizes; default: 25 100 250, and 25 75 250")
    parser.add_argument("--runs", type=int, default=3, help="rounds of each, of which the median is shown")
    parser.add_argument("--only", choices=_ONLY, help="one of the two tables")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    options = parser.parse_args()
    console = Console(width=140)
    tables: dict[str, Callable[[], tuple[list[str], list[list[str]]]]] = {
        REAL: lambda: real_table(options.tenants or (25, 100, 250), options.runs),
        FOUR_OBJECTS: lambda: four_objects_table(options.tenants or (25, 75, 250), (0.0, 0.15), options.runs),
    }
    for title in tables if options.only is None else (_ONLY[options.only],):
        where = machine()
        columns, rows = tables[title]()
        shown = Table(*columns, title=title)
        for row in rows:
            shown.add_row(*row)
        console.print(shown)
        said = [f"Written by `python -m benchmarks.run --write`. {where} Medians of {options.runs} rounds."]
        if title == FOUR_OBJECTS:
            reason = terraform.why_not()
            said.append(f"Terraform was not measured: {reason}." if reason else f"Terraform runs {terraform.which()}.")
        for line in said:
            console.print(line)
        if options.write:
            write_part(title, "\n\n".join([*said, as_markdown(columns, rows)]))


if __name__ == "__main__":
    main()

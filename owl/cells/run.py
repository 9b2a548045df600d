"""Run a command for each cell, several at a time, with GNU make: its job server limits them, and its -k goes on.

A cell that fails, is locked or can't be read stops no other. What each prints is in a log of its own.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from owl.deployment.up import CHECKED, check_tenants
from owl.drift.findings import DriftOutcome
from owl.exit_codes import ExitCode
from owl.failure import Failure
from owl.stacks.cells import cell_names
from project import local_directory, project_directory
from providers.core.connection import AT_A_TIME

FAILED = re.compile(r"^\s*(?:owl:|error:|\S.*\berror:)\s*(?P<reason>\S.*)")
"""A line of a log that says why a cell failed."""

KILLED_BY = 128
"""A shell's exit code for a command that a signal ended, less the signal's number."""


_OF_MAKE = frozenset({"MAKEFLAGS", "MFLAGS", "MAKELEVEL"})
"""What a `make` that runs this tells a `make` below it. This one has its own jobs."""


@dataclass(frozen=True)
class Ran:
    """How a cell's run ended.

    Attributes:
        cell: The cell.
        code: The command's exit code.
        seconds: How long it took; 0 if it did not begin.
        log: Where its output is.
        reason: Why it failed, as its log says; empty if that does not say.
    """

    cell: str
    code: int
    seconds: float
    log: Path
    reason: str


def run_cells(cells: Sequence[str], jobs: int, command: Callable[[str], Sequence[str]]) -> list[Ran]:
    """Run a command for each cell, and return how each ended, in the order of the cells.

    It is run in the current directory, with the current environment.

    Args:
        cells: The cells.
        jobs: How many are run at a time.
        command: The command of a cell.

    Raises:
        Failure: There is no `make`.
    """
    make = shutil.which("make")
    if make is None:
        raise Failure("make is not on PATH: install GNU make, or deploy one cell at a time with `owl up CELL`")
    logs = local_directory() / "cells"
    logs.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        ended = Path(directory)
        makefile = ended / "Makefile"
        makefile.write_text(_makefile(cells, command, logs, ended), "utf-8")
        # The engines handle Ctrl-C themselves, and the summary follows. A job that a script starts with & ignores it.
        before = signal.signal(signal.SIGINT, signal.SIG_DFL)
        # What make itself says of a cell that failed is in the summary too.
        running = subprocess.Popen(  # noqa: S603 - make
            [make, "-s", "-k", f"-j{jobs}", "-f", str(makefile)],
            env={name: value for name, value in os.environ.items() if name not in _OF_MAKE},
            stderr=subprocess.DEVNULL,
        )
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        running.wait()
        signal.signal(signal.SIGINT, before)
        return [_ran(each, logs / f"{each}.log", ended / each) for each in cells]


def _makefile(cells: Sequence[str], command: Callable[[str], Sequence[str]], logs: Path, ended: Path) -> str:
    lines = [f".PHONY: all {' '.join(cells)}", f"all: {' '.join(cells)}"]
    for each in cells:
        run = shlex.join(command(each)).replace("$", "$$")
        log, end = shlex.quote(str(logs / f"{each}.log")), shlex.quote(str(ended / each))
        lines += [
            f"{each}:",
            f"\t@begin=$$(date +%s); {run} >{log} 2>&1; code=$$?; \\",
            f'\techo "$$code $$(($$(date +%s) - begin))" >{end}; \\',
            f'\techo "{each}: exit code $$code"; exit $$code',
        ]
    return "\n".join([*lines, ""])


def _ran(cell: str, log: Path, end: Path) -> Ran:
    try:
        code, seconds = map(int, end.read_text("utf-8").split())
    except (OSError, ValueError):
        return Ran(cell, KILLED_BY, 0, log, "it was interrupted")
    return Ran(cell, code, seconds, log, _reason(log) if code else "")


def _reason(log: Path) -> str:
    """Return the last line of a log that says why; empty if none does."""
    lines = log.read_text("utf-8", errors="replace").splitlines()
    found = [match["reason"] for line in lines if (match := FAILED.match(line))]
    return found[-1] if found else ""


def summary(ran: Sequence[Ran], meaning: Callable[[int], str], began: float) -> str:
    """Return how each cell's run ended and how many failed, a line each.

    Args:
        ran: How each ended.
        meaning: What an exit code means.
        began: When the first began, by `time.monotonic`.
    """
    width = max(len(each.cell) for each in ran)
    lines = [
        f"{each.cell:{width}}  {meaning(each.code)}, {each.seconds:.0f} s"
        + (f": {each.reason} ({each.log})" if each.code and each.reason else f" ({each.log})" if each.code else "")
        for each in ran
    ]
    wrong = [each.cell for each in ran if each.code]
    total = f"{len(ran)} cells in {time.monotonic() - began:.0f} s, "
    return "\n".join([*lines, total + (f"{len(wrong)} not done: {', '.join(wrong)}" if wrong else "all done")])


def _owl() -> str:
    return str(Path(sys.executable).with_name("owl"))


def up_cells(stack: str, ring: str | None, jobs: int, arguments: Sequence[str]) -> tuple[str, ExitCode]:
    """Deploy all cells of a stack; return what each printed with a summary, and the exit code.

    Args:
        stack: The divided stack.
        ring: The one ring whose tenants are deployed to; None for all.
        jobs: How many cells are deployed at a time.
        arguments: Options of `pulumi up`.

    Raises:
        Failure: The files are not valid, or there is no such stack.
    """
    os.chdir(project_directory())
    cells, began = cell_names(stack), time.monotonic()
    check_tenants()
    os.environ |= {CHECKED: "1", AT_A_TIME: str(min(jobs, len(cells)))}
    options = [*(("--ring", ring) if ring else ()), *arguments]
    ran = run_cells(cells, jobs, lambda cell: [_owl(), "up", cell, *options])
    said = [f"{each.cell}:\n{each.log.read_text('utf-8', errors='replace')}" for each in ran if each.log.exists()]
    text = summary(ran, lambda code: "deployed" if code == 0 else f"failed with exit code {code}", began)
    return "\n".join([*said, text]), ExitCode.FAILED if any(each.code for each in ran) else ExitCode.DONE


def drift_of_cells(stack: str, jobs: int) -> tuple[str, ExitCode]:
    """Check all cells of a stack for drift; return the findings with a summary, and the exit code.

    Args:
        stack: The divided stack.
        jobs: How many cells are looked at at a time.

    Raises:
        Failure: There is no such stack.
    """
    os.chdir(project_directory())
    cells, began = cell_names(stack), time.monotonic()
    ran = run_cells(cells, jobs, lambda cell: [_owl(), "drift", "--stack", cell])
    known = {int(each): each.name.lower().replace("_", " ") for each in DriftOutcome}
    findings = [each.log.read_text("utf-8", errors="replace") for each in ran if each.code in _FOUND]
    text = summary(ran, lambda code: known.get(code, f"failed with exit code {code}"), began)
    worst_first = (*(code for code in _UNUSUAL if any(each.code == code for each in ran)), ExitCode.DONE)
    failed = any(each.code and each.code not in _FOUND for each in ran)
    return "\n".join([*findings, text]), ExitCode.FAILED if failed else worst_first[0]


_FOUND = (ExitCode.DRIFT, ExitCode.NEEDS_PERSON)
_UNUSUAL = (ExitCode.NEEDS_PERSON, ExitCode.DRIFT)

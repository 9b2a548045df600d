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
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from owl.deployment.up import CHECKED, check_tenants
from owl.exit_codes import ExitCode
from owl.failure import Failure
from owl.previews.interrupts import left_to_engine
from owl.rendering.counting import counted
from owl.stacks.cells import cell_names
from project import local_directory, project_directory
from providers.core.connection import AT_A_TIME

FAILED = re.compile(r"^\s*(?:owl:|error:|\S.*\berror:)\s*(?P<reason>\S.*)")
"""A line of a log that says why a cell failed."""

NOT_READ = re.compile(r"^ +could not be read:\n +(?P<reason>\S.*)", re.MULTILINE)
"""The first line of what a report of `owl drift` could not read."""

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
        log: Where its output is; if it did not begin, there is none.
        reason: Why it failed, as its log says; empty if that does not say.
    """

    cell: str
    code: int
    seconds: float
    log: Path
    reason: str

    @property
    def said(self) -> str:
        """What it printed."""
        return self.log.read_text("utf-8", errors="replace") if self.log.exists() else ""


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
    for each in cells:
        _log(logs, each).unlink(missing_ok=True)  # of the run before, which would be taken for this one's
    with tempfile.TemporaryDirectory() as directory:
        ended = Path(directory)
        makefile = ended / "Makefile"
        makefile.write_text(_makefile(cells, command, logs, ended), "utf-8")
        with left_to_engine():  # the summary follows, whatever is interrupted
            subprocess.run(  # noqa: S603 - make
                [make, "-s", "-k", f"-j{jobs}", "-f", str(makefile)],
                env={name: value for name, value in os.environ.items() if name not in _OF_MAKE},
                stderr=subprocess.DEVNULL,  # what make itself says of a cell that failed is in the summary too
                check=False,
            )
        return [_ran(each, _log(logs, each), ended / each) for each in cells]


def _log(logs: Path, cell: str) -> Path:
    return logs / f"{cell}.log"


def _makefile(cells: Sequence[str], command: Callable[[str], Sequence[str]], logs: Path, ended: Path) -> str:
    lines = [f".PHONY: all {' '.join(cells)}", f"all: {' '.join(cells)}"]
    for each in cells:
        run = shlex.join(command(each)).replace("$", "$$")
        log, end = shlex.quote(str(_log(logs, each))), shlex.quote(str(ended / each))
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
        return Ran(cell, KILLED_BY, 0, log, "it was interrupted" if log.exists() else "it did not begin")
    ran = Ran(cell, code, seconds, log, "")
    return replace(ran, reason=_reason(code, ran.said)) if code else ran


def _reason(code: int, said: str) -> str:
    """Return why a cell failed: the line of its log that gives the reason, else its last; empty if it said nothing."""
    if first := NOT_READ.search(said):
        return first["reason"]
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    found = [match["reason"] for line in lines if (match := FAILED.match(line))]
    if not found and code - KILLED_BY in signal.valid_signals():
        return f"signal {code - KILLED_BY} ended it"
    return next(reversed(found or lines), "")


def summary(
    ran: Sequence[Ran],
    meaning: Callable[[int], str],
    began: float,
    done: Collection[int] = (ExitCode.DONE,),
    all_done: str = "all done",
) -> str:
    """Return how each cell's run ended, a line each, then how many were not done, and which found something.

    Args:
        ran: How each ended.
        meaning: What an exit code means.
        began: When the first began, by `time.monotonic`.
        done: The exit codes of cells that were done, whatever they found.
        all_done: What to say if all were.
    """
    width = max(len(each.cell) for each in ran)
    lines = [
        f"{each.cell:{width}}  {meaning(each.code)}, {each.seconds:.0f} s{'' if each.code in done else _why(each)}"
        for each in ran
    ]
    by_code = {code: [each.cell for each in ran if each.code == code] for code in done if code}
    wrong = [each.cell for each in ran if each.code not in done]
    total = [
        f"{counted(len(ran), 'cell')} in {time.monotonic() - began:.0f} s, "
        + (f"{len(wrong)} not done: {', '.join(wrong)}" if wrong else all_done),
        *(f"{meaning(code)}: {', '.join(cells)}" for code, cells in by_code.items() if cells),
    ]
    return "\n".join([*lines, "; ".join(total)])


def _why(ran: Ran) -> str:
    return (f": {ran.reason}" if ran.reason else "") + (f" ({ran.log})" if ran.log.exists() else "")


def _owl() -> str:
    return str(Path(sys.executable).with_name("owl"))


def up_cells(stack: str, ring: str | None, jobs: int, arguments: Sequence[str]) -> tuple[str, ExitCode]:
    """Deploy all cells of a stack; return what each printed with a summary, and the exit code.

    A stack that is not divided prints as it runs.

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
    if len(cells) == 1:
        with left_to_engine():
            alone = subprocess.run([_owl(), "up", *cells, *options], check=False)  # noqa: S603 - `owl` itself
        return "", ExitCode.FAILED if alone.returncode else ExitCode.DONE
    ran = run_cells(cells, jobs, lambda cell: [_owl(), "up", cell, *options])
    said = [f"{each.cell}:\n{each.said}" for each in ran if each.log.exists()]
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
    said = [said for each in ran if (said := each.said) and (each.code or len(said.splitlines()) > 1)]  # 1: no drift
    text = summary(
        ran, lambda code: _DRIFT.get(code, f"failed with exit code {code}"), began, _CHECKED, all_done="all checked"
    )
    codes = {each.code for each in ran}
    worst = next((code for code in _CHECKED if code in codes), ExitCode.DONE)
    return "\n".join([*said, text]), worst if codes <= {*_CHECKED} else ExitCode.FAILED


_CHECKED = (ExitCode.NEEDS_PERSON, ExitCode.DRIFT, ExitCode.DONE)
"""The exit codes of `owl drift` for a stack that it has checked completely, the worst first."""

_DRIFT: Mapping[int, str] = {
    ExitCode.DONE: "no drift",
    ExitCode.FAILED: "could not be checked completely",
    ExitCode.DRIFT: "drift",
    ExitCode.NEEDS_PERSON: "needs a person",
}

"""Measure the engine with our providers, and compare with the same program whose providers do nothing.

Run it in the project's shell (`make shell`), on a quiet machine:

    python benchmarks/run.py                 every table, about 12 minutes
    python benchmarks/run.py --tenants 75    one size

Each tenant has four objects: subaccount, messaging service, number, and the number's membership in the service. In the
first table the local Twilio responds immediately. In the second it responds after 150 ms, as twilio.com does, and the
table has Terraform's figures for the same objects (TERRAFORM). All figures are medians: wall seconds and CPU seconds
(user and system, all processes) of whole commands, and memory of the largest process. Compared programs run
alternately, and a ratio is the median of the pairs' ratios, so that a change in the machine's speed doesn't distort it.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from emulator.embedded import LocalTwilio

HERE = Path(__file__).resolve().parent
ACCOUNT_SID = "ACdec0de000000000000000000000000be"
LATENCY = 0.15

TERRAFORM = {25: (9.53, None, 5.08), 75: (30.04, None, 16.36)}
"""Seconds of first apply, no-change apply (not measured) and drift plan by number of tenants, each tenant's objects in
its own subaccount as ours are, which takes a provider block each: Terraform 1.11.4 with RJPearson94/twilio 0.27.0,
150 ms a call, two cores, 2026-11-23."""

TERRAFORM_SHARED = {25: (4.24, 2.31, 2.10), 75: (12.28, 5.82, 5.80), 250: (50.24, 18.71, 18.53)}
"""The same with all objects in the parent account, where one provider block is enough: the subaccounts stay empty."""

OPERATIONS = {
    "create": ("up", "--yes", "--skip-preview"),
    "no-change up": ("up", "--yes", "--skip-preview", "--expect-no-changes"),
    "drift preview": ("preview", "--refresh", "--expect-no-changes"),
}


@dataclass(frozen=True)
class Measured:
    """One operation's figures: wall seconds, CPU seconds, calls to Twilio, MB of the largest process."""

    seconds: float
    cpu: float
    calls: int
    megabytes: float


class Run:
    """A stack of one of the programs in a directory of its own."""

    def __init__(self, program: str, tenants: int, *, checkpoints: bool = False, latency: float = 0.0) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="owl-benchmark-"))
        project = self.directory / "project"
        shutil.copytree(HERE / program, project, ignore=shutil.ignore_patterns("__pycache__"))
        settings = project / "Pulumi.yaml"
        settings.write_text(settings.read_text().replace("../../.venv", ".venv"))
        (project / ".venv").symlink_to(HERE.parent / ".venv")
        config = {"owl:tenants": str(tenants), "owl:accountSid": ACCOUNT_SID, "owl:twilio": "local"}
        (project / "Pulumi.benchmark.yaml").write_text(json.dumps({"config": config}))
        self.project = project
        self.environment = os.environ | {
            "PULUMI_HOME": str(self.directory / "home"),
            "PULUMI_BACKEND_URL": f"file://{self.directory}",
            "PULUMI_CONFIG_PASSPHRASE": "benchmark",
            "PULUMI_SKIP_CHECKPOINTS": "false" if checkpoints else "true",
            "PULUMI_PARALLEL": "64",
            "OWL_LOCAL": str(self.directory),
        }
        self.environment.pop("PULUMI_CONFIG_PASSPHRASE_FILE", None)
        self.local = LocalTwilio(self.directory / f"twilio-{ACCOUNT_SID}.sqlite", ACCOUNT_SID)
        self.local.control.set_latency(latency)
        subprocess.run(["pulumi", "stack", "init", "benchmark"], cwd=project, env=self.environment, check=True)

    def measure(self, operation: str) -> Measured:
        """Run an operation and measure it.

        Raises:
            SystemExit: It failed.
        """
        before = len(self.local.control.journal())
        log = self.directory / "log"
        with log.open("w") as output:
            started = time.monotonic()
            command = ["pulumi", *OPERATIONS[operation], "--stack", "benchmark", "--non-interactive"]
            engine = subprocess.Popen(command, cwd=self.project, env=self.environment, stdout=output, stderr=output)
            _, status, usage = os.wait4(engine.pid, 0)
            seconds = time.monotonic() - started
        engine.returncode = os.waitstatus_to_exitcode(status)
        if engine.returncode:
            sys.exit(f"{operation} failed:\n{log.read_text()[-3000:]}")
        calls = len(self.local.control.journal()) - before
        megabytes = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
        return Measured(seconds, usage.ru_utime + usage.ru_stime, calls, megabytes)

    def close(self) -> None:
        """Delete everything."""
        self.local.close()
        shutil.rmtree(self.directory)


Rounds = list[dict[str, Measured]]
"""The figures of every operation, each run starting from an empty stack."""


def measured(
    programs: list[str], tenants: int, runs: int, *, checkpoints: bool = False, latency: float = 0.0
) -> list[Rounds]:
    """Measure every operation of every program, alternating between the programs."""
    rounds: list[Rounds] = [[] for _ in programs]
    for _ in range(runs):
        for program, own in zip(programs, rounds, strict=True):
            run = Run(program, tenants, checkpoints=checkpoints, latency=latency)
            own.append({operation: run.measure(operation) for operation in OPERATIONS})
            run.close()
    return rounds


def median(rounds: Rounds, operation: str) -> Measured:
    """Return an operation's medians; calls are the same in every run, memory is the maximum."""
    same = [each[operation] for each in rounds]
    seconds, cpu = (statistics.median(getattr(each, name) for each in same) for name in ("seconds", "cpu"))
    return Measured(seconds, cpu, same[0].calls, max(each.megabytes for each in same))


def ratio(floor: Rounds, own: Rounds, operation: str, name: str) -> str:
    """Return the median ratio of a figure between two programs, pair by pair."""
    pairs = zip(floor, own, strict=True)
    return f"{statistics.median(getattr(b[operation], name) / getattr(a[operation], name) for a, b in pairs):.2f}"


def compare_with_empty(console: Console, sizes: list[int], runs: int) -> None:
    """Print our providers beside empty ones, without latency."""
    table = Table(
        "tenants", "operation", "empty s", "ours s", "ratio", "empty CPU s", "ours CPU s", "ratio", "calls", "MB"
    )
    for tenants in sizes:
        empty, ours = measured(["empty", "twilio"], tenants, runs)
        for operation in OPERATIONS:
            floor, own = median(empty, operation), median(ours, operation)
            table.add_row(
                *(str(tenants), operation),
                *(f"{floor.seconds:.2f}", f"{own.seconds:.2f}", ratio(empty, ours, operation, "seconds")),
                *(f"{floor.cpu:.2f}", f"{own.cpu:.2f}", ratio(empty, ours, operation, "cpu")),
                *(f"{own.calls / tenants:.2f}", f"{own.megabytes:.0f}"),
            )
    console.print("Our providers and empty ones: the same program, four resources and so many calls a tenant", table)


def compare_checkpoints(console: Console, tenants: int) -> None:
    """Print how long the engine takes to save its state while it creates resources."""
    with_records, without = (
        measured(["twilio"], tenants, 1, checkpoints=checkpoints)[0][0]["create"].seconds
        for checkpoints in (True, False)
    )
    console.print(
        f"Creating {tenants * 4} resources: {with_records:.1f} s with the engine's checkpoints, "
        f"{without:.1f} s without ({without / with_records:.2f} of it)"
    )


def compare_with_terraform(console: Console, sizes: list[int], runs: int) -> None:
    """Print our providers beside Terraform, each call taking 150 ms."""
    table = Table("tenants", "operation", "Terraform s", "Terraform, shared s", "ours s", "ours CPU s", "calls", "MB")
    for tenants in sizes:
        [ours] = measured(["twilio"], tenants, runs, latency=LATENCY)
        for column, operation in enumerate(OPERATIONS):
            theirs = [rows[tenants][column] if tenants in rows else None for rows in (TERRAFORM, TERRAFORM_SHARED)]
            cells = ["-" if seconds is None else f"{seconds:.2f}" for seconds in theirs]
            own = median(ours, operation)
            cells += [f"{own.seconds:.2f}", f"{own.cpu:.2f}", f"{own.calls / tenants:.2f}", f"{own.megabytes:.0f}"]
            table.add_row(str(tenants), operation, *cells)
    console.print("Each call takes 150 ms; our tenants' objects are in subaccounts of their own", table)


def main() -> None:
    """Run the requested tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenants", type=int, nargs="*", default=[], help="sizes; default: 75 250, and 25 75 250")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the median is shown")
    options = parser.parse_args()
    console = Console(width=110)
    compare_with_empty(console, options.tenants or [75, 250], options.runs)
    compare_checkpoints(console, max(options.tenants or [250]))
    compare_with_terraform(console, options.tenants or sorted(TERRAFORM_SHARED), options.runs)


if __name__ == "__main__":
    main()

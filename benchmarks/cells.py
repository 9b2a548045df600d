"""Measure the real program in cells: several stacks against one served local Twilio, over TLS, several at a time.

Run it in the project's shell (`make shell`), on a quiet machine:

    python benchmarks/cells.py                              10 cells of 100 tenants, two at a time: hours
    python benchmarks/cells.py --cells 4 --tenants 25       4 cells of 25
    python benchmarks/cells.py --cells 2 --tenants 5 --kill the first run is killed halfway, and run again

Every tenant has its own subaccount and is registered completely: 28 to 32 resources. Operations are what users type:
`owl cells up` with the policy pack, `owl cells drift`, and after a change of one tenant `owl up` for the cells that
`owl cells --changed-since` names. Wall seconds, CPU seconds (user and system of all processes, the served local Twilio
apart), memory (the largest sum of all processes' resident sets, sampled every half second), and calls.

Not measured: Twilio's own speed and its limits on calls at a time, reviews that take days (here they take no time), and
a backend that is not a local directory. The pace of brands and campaigns is kept as in a live run, one call a second in
each cell's process.
"""

import argparse
import contextlib
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.businesses import business
from emulator.embedded import LocalTwilio
from owl.setup.clone import keep_no_debug_logs
from tests.owl_inc import put_owl_inc

REPOSITORY = Path(__file__).resolve().parents[1]
OWL = REPOSITORY / ".venv" / "bin" / "owl"
ACCOUNT_SID = "ACdec0de0000000000000000000000000e"
COPIED = ("alpine-spokes", "pedal-and-pine", "cadence-running")
STACK = "prod"


@dataclass(frozen=True)
class Measured:
    """Figures of one operation.

    Attributes:
        name: The operation.
        seconds: Wall seconds.
        cpu: CPU seconds of all processes except the served local Twilio.
        megabytes: The largest sum of their resident sets.
        calls: Calls to Twilio.
        code: Its exit code.
    """

    name: str
    seconds: float
    cpu: float
    megabytes: float
    calls: int
    code: int


def write_tenants(project: Path, cells: list[str], count: int) -> None:
    """Write this many tenants for each cell: copies of some tenants, each of a business of its own."""
    texts = [(project / "tenants" / f"{name}.yaml").read_text("utf-8") for name in COPIED]
    for file in (project / "tenants").glob("*.yaml"):
        file.unlink()
    for number, text in enumerate(islice(cycle(texts), count * len(cells))):
        file = project / "tenants" / f"shop-{number}.yaml"
        file.write_text(f"{business(text, number).rstrip()}\ncell: {cells[number // count]}\n", "utf-8")


class Cells:
    """A project in cells, with a served local Twilio.

    Args:
        cells: How many cells.
        tenants: How many tenants are in each.
        jobs: How many cells run at a time.
    """

    def __init__(self, cells: int, tenants: int, jobs: int) -> None:
        self.jobs = jobs
        self.directory = Path(tempfile.mkdtemp(prefix="owl-cells-"))
        self.project = self.directory / "project"
        self.project.mkdir()
        shutil.copy(REPOSITORY / "__main__.py", self.project)
        ignored = shutil.ignore_patterns("*.py", "__pycache__")
        shutil.copytree(REPOSITORY / "policies", self.project / "policies", ignore=ignored)
        put_owl_inc(self.project)
        (self.project / ".venv").symlink_to(REPOSITORY / ".venv")
        self.names = [STACK, *(f"{STACK}-{number:02}" for number in range(1, cells))]
        settings = (self.project / f"Pulumi.{STACK}.yaml").read_text("utf-8")
        for name in self.names[1:]:
            (self.project / f"Pulumi.{name}.yaml").write_text(f"{settings}  owl:cellOf: {STACK}\n", "utf-8")
        write_tenants(self.project, self.names, tenants)
        state = self.directory / "state"
        state.mkdir()
        keep_no_debug_logs(self.directory / "home")
        secrets = {f"OWL_SECRET_SHOP_{number}_EIN": f"{number + 100_000_000}" for number in range(cells * tenants)}
        self.environment = os.environ | {
            "PULUMI_HOME": str(self.directory / "home"),
            "PULUMI_BACKEND_URL": f"file://{state}?metadata=skip",
            "PULUMI_CONFIG_PASSPHRASE": "of a benchmark",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_SKIP_CHECKPOINTS": "true",
            "PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER": "true",
            "PULUMI_PARALLEL": "64",
            "OWL_LOCAL": str(self.directory / "local"),
            **secrets,
        }
        for name in ("PULUMI_CONFIG_PASSPHRASE_FILE", "PULUMI_OPTION_POLICY_PACK", "OWL_TWILIO"):
            self.environment.pop(name, None)
        (self.project / ".gitignore").write_text("/.local/\n/.venv\n__pycache__/\n", "utf-8")
        subprocess.run(["git", "init", "--quiet"], cwd=self.project, check=True)
        self._git("add", "--all")
        self._git("commit", "--quiet", "--message=All tenants")
        self.local = LocalTwilio(self.directory / "local" / f"twilio-{ACCOUNT_SID}.sqlite", ACCOUNT_SID)

    def _git(self, *arguments: str) -> None:
        somebody = ("-c", "user.name=Mo", "-c", "user.email=mo@owl.example")
        subprocess.run(["git", *somebody, *arguments], cwd=self.project, check=True)

    @contextlib.contextmanager
    def served(self) -> Iterator[None]:
        """Serve the local Twilio, and point everything at it as at the live one."""
        file = self.directory / "served"
        command = [str(OWL), "emulator", "serve", "--stack", STACK, "--port", "0", "--env-file", str(file)]
        with (
            (self.directory / "served.log").open("w") as log,
            subprocess.Popen(command, cwd=self.project, env=self.environment, stdout=log, stderr=log) as server,
        ):
            while not file.exists() and server.poll() is None:
                time.sleep(0.2)  # the server is a process of its own, which starts meanwhile
            given = re.findall(r"(?m)^export (\w+)='?([^'\n]*)'?$", file.read_text("utf-8"))
            self.environment |= {**dict(given), "OWL_TWILIO": "live"}
            yield
            server.send_signal(signal.SIGINT)

    def owl(self, *words: str) -> str:
        """Return what `owl` prints."""
        done = subprocess.run(
            [OWL, *words], cwd=self.project, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"owl {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def measure(self, name: str, *words: str, kill_after: int | None = None) -> Measured:
        """Run `owl` and measure it.

        Args:
            name: The operation's name.
            words: What is typed after `owl`.
            kill_after: How many calls after its start everything is killed; None to let it finish.
        """
        before = self.calls()
        with (self.directory / f"{words[0]}-{len(list(self.directory.glob('*.log')))}.log").open("w") as log:
            began = time.monotonic()
            running = subprocess.Popen(
                [OWL, *words], cwd=self.project, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
            peak, ended = [0.0], threading.Event()
            sampler = threading.Thread(target=self._sample, args=(running.pid, peak, ended))
            sampler.start()
            while kill_after is not None and running.poll() is None:
                if self.calls() - before > kill_after:
                    _kill(running.pid)
                    break
                time.sleep(0.2)  # the cells run meanwhile, and nothing reports their calls
            _, status, usage = os.wait4(running.pid, 0) if running.returncode is None else (0, 0, None)
            seconds = time.monotonic() - began
            ended.set()
            sampler.join()
        running.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime if usage else 0.0
        return Measured(name, seconds, cpu, peak[0], self.calls() - before, running.returncode)

    @staticmethod
    def _sample(session: int, peak: list[float], ended: threading.Event) -> None:
        while not ended.wait(0.5):
            peak[0] = max(peak[0], sum(_resident(pid) for pid in _of_session(session)))

    def calls(self) -> int:
        """Return how many calls the local Twilio has answered."""
        return len(self.local.control.journal())

    def change_one_tenant(self) -> list[str]:
        """Change a tenant of the last cell, and return the cells that the change touches."""
        self._git("commit", "--quiet", "--all", "--message=The engine's salts")
        file = max((self.project / "tenants").glob("shop-*.yaml"), key=lambda each: int(each.stem[5:]))
        file.write_text(file.read_text("utf-8").replace("package: bronze", "package: silver"), "utf-8")
        found = json.loads(self.owl("cells", "--format", "json", "--changed-since", "HEAD"))
        return [each["stack"] for each in found if each["divided"] == STACK]


def _of_session(session: int) -> Iterator[int]:
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                if int((each / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                    yield int(each.name)


def _resident(pid: int) -> float:
    with contextlib.suppress(OSError, IndexError, ValueError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
    return 0.0


def _kill(session: int) -> None:
    """Kill every process of a session, as a machine that fails does."""
    while pids := list(_of_session(session)):
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)  # a killed process takes a moment to disappear
        if pids == [session]:
            return


def doubled(local: LocalTwilio) -> list[str]:
    """Return what was bought or registered more than once for a tenant."""
    bought = Counter((each["kind"], each["account_sid"]) for each in local.control.ledger())
    return [f"{kind} in {account}: {count}" for (kind, account), count in bought.items() if count > 1]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=10)
    parser.add_argument("--tenants", type=int, default=100, help="tenants of each cell")
    parser.add_argument("--jobs", type=int, default=2, help="cells at a time")
    parser.add_argument("--kill", action="store_true", help="kill the first run halfway, and run it again")
    given = parser.parse_args()
    run = Cells(given.cells, given.tenants, given.jobs)
    up = ("cells", "up", STACK, "--jobs", str(given.jobs), "--yes")
    with run.served():
        found = []
        if given.kill:
            half = 15 * given.cells * given.tenants
            found.append(run.measure("first up, killed halfway", *up, kill_after=half))
        found += [run.measure("first up", *up), run.measure("no change", *up)]
        touched = run.change_one_tenant()
        found.append(run.measure(f"one tenant changed ({', '.join(touched)})", "up", touched[0], "--yes"))
        found.append(run.measure("drift of all", "cells", "drift", STACK, "--jobs", str(given.jobs)))
        cells = [each for each in json.loads(run.owl("cells", "--format", "json")) if each["divided"] == STACK]
    print_table(given, found, cells, doubled(run.local))


def print_table(
    given: argparse.Namespace, found: list[Measured], cells: list[dict[str, object]], more_than_once: list[str]
) -> None:
    """Print the figures with the machine and the date."""
    console = Console(width=120)
    table = Table("operation", "exit code", "wall s", "CPU s", "MB", "calls")
    for each in found:
        code = str(each.code)
        table.add_row(
            each.name, code, f"{each.seconds:.0f}", f"{each.cpu:.1f}", f"{each.megabytes:.0f}", str(each.calls)
        )
    console.print(
        f"{given.cells} cells of {given.tenants} tenants, {given.jobs} at a time, {time.strftime('%Y-%m-%d')}, "
        f"{os.cpu_count()} cores, {platform.platform()}, load {os.getloadavg()[0]:.1f}"
    )
    console.print(table)
    console.print(f"resources of each cell: {', '.join(str(each['resources']) for each in cells)}")
    console.print(f"bytes of each state: {', '.join(str(each['state_bytes']) for each in cells)}")
    console.print(f"doubled: {', '.join(more_than_once) or 'nothing'}")


if __name__ == "__main__":
    main()

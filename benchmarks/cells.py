"""Measure the real program in cells: several stacks against one served local Twilio, over TLS, several at a time.

Run it in the project's shell (`make shell`), on a quiet machine:

    python benchmarks/cells.py                              10 cells of 100 tenants, two at a time: hours
    python benchmarks/cells.py --cells 4 --tenants 25       4 cells of 25
    python benchmarks/cells.py --cells 2 --tenants 5 --kill the first run is killed halfway, and run again
    python benchmarks/cells.py --kill --write               and add the figures to benchmarks/RESULTS.md

It ends with exit code 1 if a cell could not be deployed, if the change of one tenant ran more than its cell, if there
is drift, or if anything was bought or registered twice.

Every tenant has its own subaccount and is registered completely: 28 to 32 resources. Operations are what users type:
`owl cells up` with the policy pack, `owl cells drift`, and after a change of one tenant `owl up` for the cells that
`owl cells --changed-since` names. Wall seconds, CPU seconds (user and system of all processes, the served local Twilio
apart), memory (the largest sum of all processes' resident sets, sampled every half second), and calls. Of each cell,
wall seconds and memory in the first run that completed it.

A killed run may leave a brand that was asked for and not answered. Nobody but a person may say that it does not exist
(`owl pending`), so the benchmark looks for it at the local Twilio as a person would in Twilio's Console.

Not measured: Twilio's own speed and its limits on calls at a time, reviews that take days (here they take no time), and
a backend that is not a local directory. The pace of brands and campaigns is kept as in a live run: one call a second in
all, which the cells that run at a time share.
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
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from benchmarks.businesses import write_in_cells
from benchmarks.results import CELLS, as_markdown, write_part
from emulator.embedded import LocalTwilio
from owl.setup.clone import keep_no_debug_logs
from tests.owl_inc import put_owl_inc

REPOSITORY = Path(__file__).resolve().parents[1]
OWL = REPOSITORY / ".venv" / "bin" / "owl"
ACCOUNT_SID = "ACdec0de0000000000000000000000000e"
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
        cells: Figures of each cell that was done.
    """

    name: str
    seconds: float
    cpu: float
    megabytes: float
    calls: int
    code: int
    cells: Mapping[str, "OfCell"] = field(default_factory=dict)


@dataclass(frozen=True)
class OfCell:
    """Figures of one cell in an operation: wall seconds, and the largest sum of its processes' resident sets in MB."""

    seconds: int
    megabytes: float


class Cells:
    """A project in cells, with a served local Twilio.

    Args:
        cells: How many cells.
        tenants: How many tenants are in each.
    """

    def __init__(self, cells: int, tenants: int) -> None:
        self._calls = self._last_call = 0
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
        write_in_cells(self.project, self.names, tenants)
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
        log = self.directory / f"{len(list(self.directory.glob('*.log')))}-{words[0]}.log"
        with log.open("w") as output:
            began = time.monotonic()
            running = subprocess.Popen(
                [OWL, *words],
                cwd=self.project,
                env=self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            peaks: dict[str, float] = {}
            ended = threading.Event()
            sampler = threading.Thread(target=self._sample, args=(running.pid, peaks, ended))
            sampler.start()
            while kill_after is not None and running.poll() is None:
                if self.calls() - before > kill_after:
                    _kill(running.pid)
                    break
                time.sleep(0.5)  # the cells run meanwhile, and nothing reports their calls
            _, status, usage = os.wait4(running.pid, 0) if running.returncode is None else (0, 0, None)
            seconds = time.monotonic() - began
            ended.set()
            sampler.join()
        running.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime if usage else 0.0
        cells = {
            name: OfCell(int(took), peaks.get(name, 0.0))
            for name, took in _DONE.findall(log.read_text("utf-8", errors="replace"))
            if name in self.names
        }
        return Measured(name, seconds, cpu, peaks.get("", 0.0), self.calls() - before, running.returncode, cells)

    def _sample(self, session: int, peaks: dict[str, float], ended: threading.Event) -> None:
        """Note the most memory of all processes, by the name ``""``, and of those of each cell."""
        cells: dict[int, str] = {}
        while not ended.wait(0.5):
            now: dict[str, float] = defaultdict(float)
            for pid, parent in sorted(_of_session(session)):
                own = _cell(pid, self.names)
                cells[pid] = own or cells.get(parent, "")
                resident = _resident(pid)
                now[""] += resident
                if cells[pid]:
                    now[cells[pid]] += resident
            for name, megabytes in now.items():
                peaks[name] = max(peaks.get(name, 0.0), megabytes)

    def discard_unanswered(self) -> list[str]:
        """Discard each purchase without an answer that the local Twilio did not carry out, and return them."""
        bought = {(each["kind"], each["account_sid"]) for each in self.local.control.ledger()}
        kinds = {"BrandRegistration": "brand_registration", "BrandVetting": "brand_vetting"}
        found = []
        for each in json.loads(self.owl("pending", "--stack", STACK, "--format", "json"))["pending"]:
            kind, account = kinds.get(each["object"].split()[0]), re.search(r"AC[0-9a-f]{32}", each["object"])
            if kind and account and not each["sid"] and (kind, account[0]) not in bought:
                self.owl("pending", "--stack", STACK, "--discard", each["key"])
                found.append(each["object"])
        return found

    def calls(self) -> int:
        """Return how many calls the local Twilio has answered."""
        for each in self.local.control.journal(self._last_call):
            self._calls, self._last_call = self._calls + 1, each["sequence"]
        return self._calls

    def change_one_tenant(self) -> list[str]:
        """Change the last tenant with the package bronze, and return the cells that the change touches."""
        self._git("commit", "--quiet", "--all", "--message=The engine's salts")
        bronze = [
            each for each in (self.project / "tenants").glob("shop-*.yaml") if "package: bronze" in each.read_text()
        ]
        file = max(bronze, key=lambda each: int(each.stem[5:]))
        file.write_text(file.read_text("utf-8").replace("package: bronze", "package: silver"), "utf-8")
        found = json.loads(self.owl("cells", "--format", "json", "--changed-since", "HEAD"))
        return [each["stack"] for each in found if each["divided"] == STACK]


_DONE = re.compile(r"(?m)^(\S+) +(?:deployed|no drift|[\w ]+), (\d+) s$")
"""What `owl cells` says at the end of each cell that was done."""


def _of_session(session: int) -> Iterator[tuple[int, int]]:
    """Yield each process of a session, and its parent."""
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                _, parent, _, its_session, *_ = (each / "stat").read_text().rpartition(")")[2].split()
                if int(its_session) == session:
                    yield int(each.name), int(parent)


def _cell(pid: int, names: Collection[str]) -> str:
    """Return the cell that a process was started for, as `owl up prod-01`."""
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        return next((word for word in words if word in names and "cells" not in words), "")
    return ""


def _resident(pid: int) -> float:
    with contextlib.suppress(OSError, IndexError, ValueError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
    return 0.0


def _kill(session: int) -> None:
    """Kill every process of a session, as a machine that fails does."""
    while pids := [pid for pid, _ in _of_session(session)]:
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
    """Measure, print the figures, and say whether all went as it should."""
    # A job that a script starts with & ignores SIGINT and passes that on; the engine then waits 5 s for its plugins.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=10)
    parser.add_argument("--tenants", type=int, default=100, help="tenants of each cell")
    parser.add_argument("--jobs", type=int, default=2, help="cells at a time")
    parser.add_argument("--kill", action="store_true", help="kill the first run halfway, and run it again")
    parser.add_argument("--write", action="store_true", help="write the figures to RESULTS.md")
    given = parser.parse_args()
    began = f"load {os.getloadavg()[0]:.1f} at the start"
    run = Cells(given.cells, given.tenants)
    up = ("cells", "up", STACK, "--jobs", str(given.jobs), "--yes")
    console = Console(width=140)
    found: list[Measured] = []
    wrong: list[str] = []

    def measure(name: str, *words: str, kill_after: int | None = None) -> Measured:
        found.append(run.measure(name, *words, kill_after=kill_after))
        console.print(found[-1])
        return found[-1]

    with run.served():
        if given.kill:
            measure("first run, killed halfway", *up, kill_after=15 * given.cells * given.tenants)
            if measure("run again", *up).code and (discarded := run.discard_unanswered()):
                measure(f"and again, {len(discarded)} unanswered purchases discarded", *up)
        else:
            measure("first run", *up)
        if found[-1].code:
            wrong.append("not all cells were deployed")
        if (again := measure("nothing changed", *up)).code or again.calls:
            wrong.append("a run without changes failed, or called Twilio")
        touched = run.change_one_tenant()
        if touched != [run.names[-1]]:
            wrong.append(f"the change of one tenant touches {', '.join(touched) or 'no cell'}")
        if measure(f"one tenant changed, {', '.join(touched)} alone", "up", run.names[-1], "--yes").code:
            wrong.append("the changed tenant was not deployed")
        if measure("drift of all", "cells", "drift", STACK, "--jobs", str(given.jobs)).code:
            wrong.append("there is drift, or a cell could not be checked")
        cells = [each for each in json.loads(run.owl("cells", "--format", "json")) if each["divided"] == STACK]
    wrong += [f"more than once: {each}" for each in doubled(run.local)]
    text = as_text(
        f"{given.cells} cells of {given.tenants} tenants, {given.jobs} at a time", began, found, cells, wrong
    )
    print(text)
    if given.write:
        write_part(CELLS, text)
    sys.exit(1 if wrong else 0)


def as_text(
    what: str, began: str, found: Sequence[Measured], cells: Sequence[Mapping[str, object]], wrong: Sequence[str]
) -> str:
    """Return the figures in Markdown, with the machine, the date and its load."""
    where = f"{time.strftime('%Y-%m-%d')}, {platform.system()}, {os.cpu_count()} cores, {began}"
    operations = [
        [each.name, str(each.code), f"{each.seconds:.0f}", _cpu(each), f"{each.megabytes:.0f}", str(each.calls)]
        for each in found
    ]
    whole = [each for each in found if len(each.cells) > 1]
    of_cells = [
        [
            str(cell["stack"]),
            str(cell["resources"]),
            f"{int(str(cell['state_bytes'])) / 1000:.0f}",
            *(_figures(each.cells.get(str(cell["stack"]))) for each in whole),
        ]
        for cell in cells
    ]
    return "\n\n".join(
        [
            f"Written by `python benchmarks/cells.py --write`. {what}. {where}.",
            as_markdown(("operation", "exit code", "wall s", "CPU s", "MB", "calls"), operations),
            "Each cell: wall seconds and MB.",
            as_markdown(("cell", "resources", "state KB", *(each.name for each in whole)), of_cells),
            f"Wrong: {'; '.join(wrong)}." if wrong else "Nothing was bought or registered twice.",
        ]
    )


def _cpu(of: Measured) -> str:
    return f"{of.cpu:.0f}" if of.code >= 0 else "-"  # nobody counts what is killed


def _figures(cell: OfCell | None) -> str:
    return f"{cell.seconds}, {cell.megabytes:.0f}" if cell else "-"


if __name__ == "__main__":
    main()

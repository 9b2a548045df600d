"""Run a command and measure the whole tree of its processes.

A process of its own does it: the orphans of the command become its children, and it has no others.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parents[1]

SAMPLE_SECONDS = 0.25
"""Time between two looks at the memory of the tree."""

_PR_SET_CHILD_SUBREAPER = 36
"""https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html"""


@dataclass(frozen=True)
class Measured:
    """What one run of a command took.

    Attributes:
        seconds: Wall time.
        cpu: CPU seconds, user and system, of all processes.
        megabytes: The most memory of all processes together. Pages that several of them share count once
            (proportional set size, https://man7.org/linux/man-pages/man5/proc_pid_smaps_rollup.5.html).
    """

    seconds: float
    cpu: float
    megabytes: float


def measure(command: Sequence[str], directory: Path, environment: Mapping[str, str]) -> Measured:
    """Run a command, wait until its last process has ended, and return what it took.

    Args:
        command: The command.
        directory: Where it runs. Its output is kept there in `benchmark.log`.
        environment: Its environment variables.

    Raises:
        SystemExit: It failed. The message has the end of its output.
    """
    log = directory / "benchmark.log"
    observer = subprocess.run(
        [sys.executable, "-m", "benchmarks.measured", str(directory), json.dumps(dict(environment)), *command],
        cwd=HERE,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if observer.returncode:
        sys.exit(f"{' '.join(command)} failed in {directory}:\n{log.read_text()[-3000:]}")
    return Measured(**json.loads(observer.stdout))


def _observe(directory: Path, environment: Mapping[str, str], command: Sequence[str]) -> tuple[int, Measured]:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    done = threading.Event()
    peak = [0.0]
    sampler = threading.Thread(target=_sample, args=(done, peak))
    with (directory / "benchmark.log").open("w") as output:
        sampler.start()
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=directory, env=environment, stdout=output, stderr=output)
        cpu, seconds, code = 0.0, 0.0, 0
        while True:
            try:
                pid, status, usage = os.wait3(0)
            except ChildProcessError:
                break
            cpu += usage.ru_utime + usage.ru_stime
            if pid == process.pid:
                seconds = time.monotonic() - began
                code = process.returncode = os.waitstatus_to_exitcode(status)
    done.set()
    sampler.join()
    return code, Measured(seconds, cpu, peak[0])


def _sample(done: threading.Event, peak: list[float]) -> None:
    while not done.wait(SAMPLE_SECONDS):
        peak[0] = max(peak[0], sum(map(_megabytes, psutil.Process().children(recursive=True))))


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().pss) / 1024**2
    except psutil.NoSuchProcess:
        return 0.0


def main() -> None:
    """Run the command of the arguments, and print what it took as JSON."""
    # A job that a script starts with & ignores SIGINT and passes that on; the engine then waits 5 s for its plugins.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _, directory, environment, *command = sys.argv
    code, measured = _observe(Path(directory), json.loads(environment), command)
    print(json.dumps(asdict(measured)))
    sys.exit(code)


if __name__ == "__main__":
    main()

"""Count how often `owl drift` reports drift that isn't there, with the real engine.

Run it in the project's shell (`make shell`):

    python -m benchmarks.quiet_drift             200 runs, about half an hour
    python -m benchmarks.quiet_drift --runs 20   fewer

It deploys a stack with two tenants to a local Twilio of its own. Before each run something happens that is not drift:
time passes, reviews change pace, somebody reads. A run with an exit code other than 0 is printed, and a run that a busy
machine did not finish in two minutes is counted separately. The tests do the same 200 times within one process
(`tests/owl/drift/test_quiet.py`); this benchmark runs whole commands.
"""

import argparse
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.engine.project import Project

TENANTS = ("freestyle-falcons", "alpine-spokes")
PROGRESS = 10
"""Number of runs between two progress messages."""

LONGEST_PAUSE = 30 * 24 * 3600
"""Most seconds that pass between two runs, by the local Twilio's clock."""


def quiet(project: Project, chance: random.Random) -> str:
    """Make something happen that is not drift, and return what it was."""
    match chance.randrange(3):
        case 0:
            seconds = chance.randrange(LONGEST_PAUSE)
            project.local.control.advance(seconds)
            return f"{seconds} seconds pass"
        case 1:
            project.local.control.set_behaviour("brand_registration", "reads", chance.randint(1, 5))
            return "reviews take another pace"
        case _:
            accounts = project.console.accounts.list()
            return f"somebody reads {len(accounts)} accounts"


def main() -> None:
    """Run the benchmark, print the results, and exit with 1 if any run reported drift."""
    # A job that a script starts with & ignores SIGINT and passes that on; the engine then waits 5 s for its plugins.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance, codes, seconds = random.Random(options.seed), Counter[str](), []  # noqa: S311 - no secret is made of it
    with tempfile.TemporaryDirectory(prefix="owl-quiet-drift-") as directory:
        project = Project(Path(directory))
        project.keep_tenants(*TENANTS)
        deployed = project.up()
        if deployed.code:
            sys.exit(deployed.text)
        for number in range(1, options.runs + 1):
            happened, began = quiet(project, chance), time.perf_counter()
            try:
                run = project.owl("drift", "--stack", "dev")
            except subprocess.TimeoutExpired:
                codes["not finished"] += 1
                continue
            seconds.append(time.perf_counter() - began)
            codes[str(run.code)] += 1
            if run.code:
                print(f"run {number}, after {happened}: exit code {run.code}\n{run.text}", flush=True)
            if number % PROGRESS == 0:
                print(f"{number} runs so far, by exit code: {dict(codes)}", flush=True)
    print(f"{options.runs} runs, by exit code: {dict(codes)}; {statistics.median(seconds):.1f} s each (median)")
    sys.exit(int(set(codes) != {"0"}))


if __name__ == "__main__":
    main()

"""Measure the real program of an earlier commit beside that of the last one, each operation in turn.

Run it in the project's shell (`make shell`), on a quiet machine:

    python -m benchmarks.before_and_after COMMIT                  at 25, 100 and 250 tenants, an hour
    python -m benchmarks.before_and_after COMMIT --tenants 25     one size
    python -m benchmarks.before_and_after COMMIT --write          also write benchmarks/RESULTS.md

Each commit runs with its own files of the tests' tenants, its own rules, and the engine that its `make setup` installs.
Wall seconds depend on what else the machine does; CPU seconds hardly do. Memory is the most of all processes together.
"""

import argparse
import subprocess
from contextlib import ExitStack, closing

from rich.console import Console
from rich.table import Table

from benchmarks.real_program import REPOSITORY, RealProgram
from benchmarks.results import BEFORE_AND_AFTER, as_markdown, write_part
from benchmarks.run import machine

OPERATIONS = ("create", "no change", "preview", "drift")
COLUMNS = ("tenants", "operation", "CPU s before", "after", "ratio", "s before", "after", "MB before", "after")


def rows(tenants: int, commit: str) -> list[list[str]]:
    """Return the rows of one size."""
    found = []
    with ExitStack() as programs:
        before, after = (programs.enter_context(closing(RealProgram(tenants, each))) for each in (commit, "HEAD"))
        for operation in OPERATIONS:
            old, new = before.run(operation), after.run(operation)
            cpu = [f"{old.cpu:.1f}", f"{new.cpu:.1f}", f"{new.cpu / old.cpu:.2f}"]
            seconds = [f"{old.seconds:.1f}", f"{new.seconds:.1f}"]
            memory = [f"{old.megabytes:.0f}", f"{new.megabytes:.0f}"]
            found.append([str(tenants), operation, *cpu, *seconds, *memory])
    return found


def main() -> None:
    """Measure, print, and write the table if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", help="the earlier commit")
    parser.add_argument("--tenants", type=int, nargs="+", default=(25, 100, 250), help="sizes; default: 25 100 250")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    options = parser.parse_args()
    where = machine()
    shown = Table(*COLUMNS)
    measured = [row for tenants in options.tenants for row in rows(tenants, options.commit)]
    for row in measured:
        shown.add_row(*row)
    Console(width=140).print(shown)
    said = subprocess.run(
        ["git", "log", "-1", "--format=%h of %as", options.commit],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    if options.write:
        command = f"Written by `python -m benchmarks.before_and_after {options.commit} --write`."
        text = f"{command} Before: {said.stdout.strip()}. {where}"
        write_part(BEFORE_AND_AFTER, f"{text}\n\n{as_markdown(COLUMNS, measured)}")


if __name__ == "__main__":
    main()

"""Measure reading the tenants' files, checking them with every rule, and reviewing a change to all of them.

Run it in the project's shell (`make shell`):

    python benchmarks/tenants_files.py

The tenants are copies of the tests' tenants, each a business of its own. The reviewed change is a price that affects
every tenant, with recorded engine events for 25 resources each; the engine itself is not measured. Cold: nothing was
parsed before. Warm: ten files changed since the last run. The figures are medians of three runs, in CPU seconds, each
in a process of its own, without the start of Python and the imports: 0.25 for `owl check`.
"""

import datetime as dt
import json
import resource
import shutil
import statistics
import tempfile
from collections.abc import Callable
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.businesses import business
from owl.previews import read_preview
from owl.review import draw
from owl.review import review as reviewed
from policies.core.project import check_project
from policies.core.registry import rules
from tenants.model import load_tenants
from tenants.model.naming import ComponentType, Urn, twilio_type
from tests.owl_inc import put_owl_inc

PROJECT = Path(__file__).resolve().parents[1]
SIZES = (100, 1000, 5000)
RUNS = 3
DAY = dt.date(2026, 11, 24)
CHANGED = 10
MOST_REVIEWED = 1000


def write_tenants(project: Path, count: int) -> list[Path]:
    """Write a project with this many tenants."""
    put_owl_inc(project)
    texts = []
    for file in sorted((project / "tenants").glob("*.yaml")):
        texts.append(file.read_text("utf-8"))
        file.unlink()
    files = []
    for number, text in enumerate(islice(cycle(texts), count)):
        file = project / "tenants" / f"shop-{number}.yaml"
        file.write_text(f"# Shop {number}.\n{business(text, number)}", "utf-8")
        files.append(file)
    return files


def read(project: Path) -> None:
    """Load the tenants with every environment."""
    load_tenants(project / "tenants")


def check(project: Path) -> None:
    """Load and check everything, as `owl check` does."""
    check_project(project, DAY)


def write_change(project: Path) -> None:
    """Write the base that a review compares with, and the engine's events."""
    base = project / "base"
    shutil.copytree(project / "tenants", base / "tenants")
    shutil.copy(PROJECT / "Pulumi.yaml", base)
    (base / ".local").symlink_to(project / ".local", target_is_directory=True)  # as `owl review` has it
    prices = base / "tenants" / "catalogue" / "price-book.yaml"
    prices.write_text(prices.read_text("utf-8").replace('"0.0083"', '"0.0082"'), "utf-8")
    type_token = twilio_type("ContentTemplate")
    types = f"{ComponentType.TENANT_MESSAGING}${type_token}"
    inputs = {"types": {"twilio/text": {"body": "{{1}}: Hi {{2}}, your order is ready. " * 10}}, "language": "en"}
    with (project / "events.jsonl").open("w", encoding="utf-8") as events:
        for file in (project / "tenants").glob("*.yaml"):
            for number in range(25):
                state = {"inputs": inputs, "outputs": inputs}
                step = {
                    "op": "update",
                    "urn": str(Urn("dev", "owl", types, f"{file.stem}.template-{number}")),
                    "old": state,
                }
                step |= {"type": type_token, "new": state | {"inputs": {}}}
                events.write(f"{json.dumps({'resOutputsEvent': {'metadata': step}})}\n")
        events.write('{"summaryEvent": {"result": "succeeded"}}\n')


def review(project: Path) -> None:
    """Write the comment, as `owl review` does."""
    draw(reviewed(project / "base", project, [read_preview(project / "events.jsonl")], DAY))


def seconds(do: Callable[[Path], None], project: Path) -> float:
    """Run it once, in a process that remembers nothing of another run, and return the CPU seconds."""
    began = _cpu_of_children()
    process = get_context("fork").Process(target=do, args=(project,))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)
    return _cpu_of_children() - began


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(do: Callable[[Path], None], count: int) -> tuple[float, float]:
    """Return the median seconds, cold and warm."""
    with tempfile.TemporaryDirectory(prefix="owl-benchmark-") as directory:
        project = Path(directory)
        files = write_tenants(project, count)
        write_change(project)
        cold, warm = [], []
        for run in range(RUNS):
            shutil.rmtree(project / ".local", ignore_errors=True)
            (project / ".local").mkdir()
            cold.append(seconds(do, project))
            for file in files[:CHANGED]:
                file.write_text(f"{file.read_text('utf-8')}# {run}\n", "utf-8")
            warm.append(seconds(do, project))
    return statistics.median(cold), statistics.median(warm)


def main() -> None:
    """Print the figures."""
    rules()  # loads them, so that no figure includes it
    table = Table("tenants", "", "cold", "warm")
    for count in SIZES:
        for do in (read, check, review):
            if do is review and count > MOST_REVIEWED:
                continue
            table.add_row(str(count), do.__name__, *(f"{each:.2f} s" for each in measured(do, count)))
    Console().print(table)


if __name__ == "__main__":
    main()

"""How long `owl check` takes for many tenants, beyond its start: `python benchmarks/check.py`.

The tenants are copies of the project's own with names, ids and contacts of their own. Cold: nothing was parsed before.
Warm: one file in a hundred has changed. Medians of five runs, in seconds.
"""

import datetime as dt
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from policies.core.project import check_project
from policies.core.registry import rules

REPOSITORY = Path(__file__).resolve().parents[1]
DAY = dt.date(2026, 11, 24)
RUNS = 5


def write(directory: Path, count: int) -> list[Path]:
    """Write a project with so many tenants."""
    shutil.copytree(REPOSITORY / "tenants" / "catalogue", directory / "tenants" / "catalogue")
    shutil.copy(REPOSITORY / "Pulumi.yaml", directory)
    texts = [file.read_text("utf-8") for file in sorted((REPOSITORY / "tenants").glob("*.yaml"))]
    names = [file.stem for file in sorted((REPOSITORY / "tenants").glob("*.yaml"))]
    written = []
    for number in range(count):
        name, text = names[number % len(names)], texts[number % len(names)]
        file = directory / "tenants" / f"{name[:30]}-{number:04}.yaml"
        file.write_text(text.replace(name, f"{name}-{number}"), "utf-8")
        written.append(file)
    return written


def measured(count: int) -> tuple[float, float]:
    """Give seconds cold and warm."""
    cold, warm = [], []
    for run in range(RUNS):
        with tempfile.TemporaryDirectory() as scratch:
            files = write(Path(scratch), count)
            cold.append(_seconds(Path(scratch)))
            for file in files[::100]:
                file.write_text(f"# {run}\n{file.read_text('utf-8')}", "utf-8")
            warm.append(_seconds(Path(scratch)))
    return statistics.median(cold), statistics.median(warm)


def _seconds(directory: Path) -> float:
    began = time.perf_counter()
    check_project(directory, DAY)
    return time.perf_counter() - began


if __name__ == "__main__":
    rules()
    for tenants in (100, 1000):
        first, again = measured(tenants)
        print(f"{tenants:5} tenants: {first:.2f} s cold, {again:.2f} s with one file in a hundred changed")

"""How long reading and checking the tenants' files takes, by how many there are.

Run it in the project's shell (`make shell`):

    python benchmarks/tenants_files.py

Copies of the project's tenants, each a little different. Cold: nothing was parsed before. Warm: a hundredth of the
files changed since the last run. Medians of five, wall seconds, without starting Python.
"""

import re
import shutil
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tenants import load_tenants

PROJECT = Path(__file__).resolve().parents[1]
SIZES = (100, 1000)
RUNS = 5
NAMED_NUMBER = re.compile(r'(?m)^phone_number:\n  number: "\+1(\d{3})\d{7}"')


def write_tenants(project: Path, count: int) -> list[Path]:
    """Write a project with so many tenants; numbers that belong to one tenant become areas."""
    shutil.copytree(PROJECT / "tenants" / "catalogue", project / "tenants" / "catalogue")
    shutil.copy(PROJECT / "Pulumi.yaml", project)
    texts = [file.read_text("utf-8") for file in sorted((PROJECT / "tenants").glob("*.yaml"))]
    files = []
    for number, text in enumerate(islice(cycle(texts), count)):
        file = project / "tenants" / f"shop-{number}.yaml"
        varied = NAMED_NUMBER.sub(r'phone_number:\n  area_code: "\1"', text).replace("      number:\n", "")
        file.write_text(f"# Shop {number}.\n{varied.replace('.example/', f'.example/{number}/')}", "utf-8")
        files.append(file)
    return files


def seconds(tenants: Path) -> float:
    """Read them once, as `owl check` does, with every environment."""
    began = time.perf_counter()
    load_tenants(tenants)
    return time.perf_counter() - began


def measured(count: int) -> tuple[float, float]:
    """Measure cold and warm reading."""
    with tempfile.TemporaryDirectory(prefix="owl-benchmark-") as directory:
        project = Path(directory)
        files = write_tenants(project, count)
        cold, warm = [], []
        for run in range(RUNS):
            shutil.rmtree(project / ".local", ignore_errors=True)
            cold.append(seconds(project / "tenants"))
            for file in files[: max(1, count // 100)]:
                file.write_text(f"{file.read_text('utf-8')}# {run}\n", "utf-8")
            warm.append(seconds(project / "tenants"))
    return statistics.median(cold), statistics.median(warm)


def main() -> None:
    """Print the figures."""
    table = Table("tenants", "cold", "warm")
    for count in SIZES:
        table.add_row(str(count), *(f"{each:.2f} s" for each in measured(count)))
    Console().print(table)


if __name__ == "__main__":
    main()

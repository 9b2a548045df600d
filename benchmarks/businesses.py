"""Tenants of a benchmark: copies of a few, each a business of its own."""

import re
from itertools import cycle, islice
from pathlib import Path

COPIED = ("alpine-spokes", "pedal-and-pine", "cadence-running")


def business(text: str, number: int) -> str:
    """Return a tenant's file as that of another business: website, tax number, street and phone numbers are its own."""
    own = text.replace(".example", f"-{number}.example")
    own = re.sub(r"secret:[a-z-]+-ein", f"secret:shop-{number}-ein", own)
    own = re.sub(r"(?m)^(    street: )\d+", rf"\g<1>{number + 1}", own)
    own = re.sub(r'"\+1(\d{3})555\d{4}"', rf'"+1\g<1>5{number:06}"', own)
    own = re.sub(r'(?m)^phone_number:\n  number: "\+1(\d{3})\d{7}"', r'phone_number:\n  area_code: "\1"', own)
    return re.sub(r"(?ms)^contacts:.*?(?=^\w|\Z)", "", own)


def write_in_cells(project: Path, cells: list[str], count: int) -> None:
    """Write this many tenants for each cell: copies of some tenants, each of a business of its own."""
    texts = [(project / "tenants" / f"{name}.yaml").read_text("utf-8") for name in COPIED]
    for file in (project / "tenants").glob("*.yaml"):
        file.unlink()
    for number, text in enumerate(islice(cycle(texts), count * len(cells))):
        file = project / "tenants" / f"shop-{number}.yaml"
        file.write_text(f"{business(text, number).rstrip()}\ncell: {cells[number // count]}\n", "utf-8")

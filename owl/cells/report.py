"""The cells of a project as a table for people and as JSON for programs."""

import datetime as dt
import json
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from rich import box
from rich.table import Table

from finance.figures import cents, dollars
from owl.cells.cell import Cell
from policies.core.cells import Cells


def as_document(cells: Sequence[Cell]) -> list[dict[str, Any]]:
    """Return the cells as JSON, in their order."""
    return [
        {
            "stack": each.name,
            "divided": each.divided,
            "tenants": list(each.tenants),
            "room": each.room,
            "revenue": cents(each.revenue),
            "cost": cents(each.cost),
            "last_run": each.state.last_run.isoformat() if each.state and each.state.last_run else None,
            "resources": each.state.resources if each.state else None,
            "state_bytes": each.state.size if each.state else None,
            "unreadable": each.unreadable or None,
            "drift": each.drift.outcome if each.drift else None,
            "drift_at": each.drift.at.isoformat() if each.drift else None,
        }
        for each in cells
    ]


def as_matrix(groups: Iterable[Cells], touched: Container[str] | None) -> str:
    """Return cells as a step's output `cells` in a GitHub workflow, for the `include` of a matrix.

    Args:
        groups: The cells of each stack.
        touched: The only ones that are wanted; None for all.
    """
    names = [(name, group.divided) for group in groups for name in group.names if touched is None or name in touched]
    document = [{"stack": name, "divided": divided} for name, divided in names]
    return f"cells={json.dumps(document)}"


def as_table(cells: Sequence[Cell], now: dt.datetime) -> Iterator[Any]:
    """Yield a table with a row for each cell, and a line for each that can't be read."""
    table = Table(box=box.SIMPLE_HEAD, header_style="")
    table.add_column("cell")
    for heading in ("tenants", "room", "resources", "state", "last run"):
        table.add_column(heading, justify="right")
    table.add_column("drift")
    for heading in ("revenue", "cost"):
        table.add_column(heading, justify="right")
    for each in cells:
        table.add_row(each.name, str(len(each.tenants)), str(each.room), *_state(each, now), *_money(each))
    yield table
    yield from (each.unreadable for each in cells if each.unreadable)


def _state(cell: Cell, now: dt.datetime) -> Iterator[str]:
    if cell.state:
        yield str(cell.state.resources)
        yield f"{cell.state.size / 1_000_000:.1f} MB"
        yield _ago(cell.state.last_run, now) if cell.state.last_run else "never"
    else:
        yield from ("", "", "can't be read" if cell.unreadable else "")
    yield f"{cell.drift.outcome}, {_ago(cell.drift.at, now)}" if cell.drift else "not known"


def _money(cell: Cell) -> Iterator[str]:
    yield dollars(cents(cell.revenue))
    yield dollars(cents(cell.cost))


def _ago(at: dt.datetime, now: dt.datetime) -> str:
    seconds = max(0, int((now - at).total_seconds()))
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= length:
            return f"{seconds // length} {unit} ago"
    return "just now"

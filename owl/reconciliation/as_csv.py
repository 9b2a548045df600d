"""A reconciliation for a spreadsheet: a row for each tenant and charge."""

import csv
import io
from typing import Any

from owl.rendering.spreadsheet import as_cell

_COLUMNS = (
    "charge",
    "full_use_quantity",
    "full_use",
    "used_quantity",
    "used",
    "difference",
    "source",
    "reason",
)


def as_csv(figures: dict[str, Any]) -> str:
    """Return the rows. A text that a spreadsheet would calculate is marked as a text; numbers stay numbers."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(["month", "tenant", "package", *_COLUMNS])
    for tenant in figures["tenants"]:
        begin = [figures["month"], as_cell(tenant["tenant"]), as_cell(tenant["package"])]
        for line in tenant["lines"]:
            writer.writerow([*begin, *(_cell(name, line[name]) for name in _COLUMNS)])
        full, used = tenant["full_use"], tenant["as_it_was"]
        for name in ("cost", "revenue", "gross_profit"):
            writer.writerow([*begin, name.replace("_", " "), "", full[name], "", used[name], "", "", ""])
    return written.getvalue()


def _cell(name: str, value: str) -> str:
    return as_cell(value) if name in {"charge", "source", "reason"} else value

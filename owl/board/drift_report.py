"""The last drift that was found: what `owl drift` kept in this project, or wrote with `--format json --output FILE`."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from owl.drift.findings import DriftOutcome
from owl.drift.last_look import last_look
from owl.failure import Failure

_DRIFTED = ("edited", "vanished")
"""The lists of a report that are differences at Twilio, rather than steps that this project knows of."""


@dataclass(frozen=True)
class DriftReport:
    """A drift report of a stack, or of all cells of a divided one.

    Attributes:
        at: When it was written; of several, the oldest.
        by_tenant: How many objects of each tenant drifted; an empty id for what is shared.
        orphans: How many objects no stack declares.
        is_complete: Whether everything could be checked.
        unseen: The cells that nobody has looked at.
    """

    at: dt.datetime
    by_tenant: Mapping[str, int]
    orphans: int
    is_complete: bool = True
    unseen: tuple[str, ...] = ()

    def of_tenant(self, tenant_id: str, cell: str | None) -> int | None:
        """Return how many objects of a tenant drifted; None if its cell was not looked at.

        Args:
            tenant_id: The tenant.
            cell: Its cell; None if that is not known.
        """
        is_seen = not self.unseen or cell not in {None, *self.unseen}
        return self.by_tenant.get(tenant_id, 0 if is_seen else None)


def kept_report(*cells: str) -> DriftReport | None:
    """Return what `owl drift` last found from this project in cells; None if it has looked at none of them."""
    found = {each: report for each in cells if (report := _kept(each))}
    return _as_one(found, cells) if found else None


def _kept(cell: str) -> DriftReport | None:
    found = last_look(cell)
    try:
        return _counted(found.at, found.report) if found and found.report else None
    except (KeyError, TypeError):  # a note of another version
        return None


def drift_report(file: Path, *cells: str) -> DriftReport:
    """Read a report about cells that was written into a file.

    Args:
        file: The file.
        cells: The cells, the divided stack first.

    Raises:
        Failure: It can't be read, it is no drift report, or it is about other stacks.
    """
    try:
        document = json.loads(file.read_text("utf-8"))
        stacks = {each["stack"]: each for each in document["stacks"]}
        at = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
        found = {each: _counted(at, stacks[each]) for each in cells if each in stacks}
        if not found:
            about = ", ".join(stacks) or "no stack"
            raise Failure(f"{file} is about {about}, not {cells[0]!r}: name another with --drift")
        return _as_one(found, cells)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        options = " ".join(f"--stack {each}" for each in cells)
        command = f"owl drift --format json --output {file} {options}"
        raise Failure(f"{file} is no drift report: write one with `{command}`") from None


def _as_one(found: Mapping[str, DriftReport], cells: Sequence[str]) -> DriftReport:
    """Put the reports of cells together."""
    reports = found.values()
    unseen = tuple(each for each in cells if each not in found)
    return DriftReport(
        at=min(each.at for each in reports),
        by_tenant=sum((Counter(each.by_tenant) for each in reports), Counter()),
        orphans=sum(each.orphans for each in reports),
        is_complete=not unseen and all(each.is_complete for each in reports),
        unseen=unseen,
    )


def _counted(at: dt.datetime, found: Mapping[str, Any]) -> DriftReport:
    objects = {(each["tenant"] or "", each["kind"], each["name"]) for name in _DRIFTED for each in found[name]}
    drifted = Counter(tenant for tenant, _, _ in objects)
    return DriftReport(at, drifted, len(found["orphans"]), found["outcome"] != DriftOutcome.NOT_SEEN.name.lower())

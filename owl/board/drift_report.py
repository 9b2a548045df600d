"""The last drift that was found: what `owl drift` kept in this project, or wrote with `--format json --output FILE`."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from owl.drift.findings import DriftOutcome
from owl.drift.last_look import last_look
from owl.failure import Failure
from owl.rendering.on_stack import on_stack

_DRIFTED = ("edited", "vanished")
"""The lists of a report that are differences at Twilio, rather than steps that this project knows of."""


@dataclass(frozen=True)
class DriftReport:
    """A drift report of a stack.

    Attributes:
        at: When it was written.
        by_tenant: How many objects of each tenant drifted; an empty id for what is shared.
        orphans: How many objects no stack declares.
        is_complete: Whether everything could be checked.
    """

    at: dt.datetime
    by_tenant: Mapping[str, int]
    orphans: int
    is_complete: bool = True


def kept_report(stack: str) -> DriftReport | None:
    """Return what `owl drift` last found from this project; None if it has not looked at the stack."""
    found = last_look(stack)
    try:
        return _counted(found.at, found.report) if found and found.report else None
    except (KeyError, TypeError):  # a note of another version
        return None


def drift_report(file: Path, stack: str) -> DriftReport:
    """Read a report that was written into a file.

    Raises:
        Failure: It can't be read, it is no drift report, or it is about another stack.
    """
    try:
        document = json.loads(file.read_text("utf-8"))
        stacks = {each["stack"]: each for each in document["stacks"]}
        found = stacks.get(stack)
        if found is None:
            raise Failure(
                f"{file} is about {', '.join(stacks) or 'no stack'}, not {stack!r}: name another with --drift"
            )
        return _counted(dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC), found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        command = on_stack(f"owl drift --format json --output {file}", stack)
        raise Failure(f"{file} is no drift report: write one with `{command}`") from None


def _counted(at: dt.datetime, found: Mapping[str, Any]) -> DriftReport:
    objects = {(each["tenant"] or "", each["kind"], each["name"]) for name in _DRIFTED for each in found[name]}
    drifted = Counter(tenant for tenant, _, _ in objects)
    return DriftReport(at, drifted, len(found["orphans"]), found["outcome"] != DriftOutcome.NOT_SEEN.name.lower())

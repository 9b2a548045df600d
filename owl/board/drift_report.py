"""The last drift that was recorded: what `owl drift --format json --output FILE` wrote."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from owl.failure import Failure

_DRIFTED = ("edited", "vanished")
"""The lists of a report that are differences at Twilio, rather than steps that this project knows of."""


@dataclass(frozen=True)
class DriftReport:
    """A recorded drift report of a stack.

    Attributes:
        at: When it was written.
        by_tenant: How many objects of each tenant drifted; an empty id for what is shared.
        orphans: How many objects no stack declares.
    """

    at: dt.datetime
    by_tenant: Mapping[str, int]
    orphans: int


def drift_report(file: Path, stack: str) -> DriftReport:
    """Read a report.

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
        drifted = Counter(each["tenant"] or "" for name in _DRIFTED for each in found[name])
        return DriftReport(dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC), drifted, len(found["orphans"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Failure(
            f"{file} is no drift report: write one with `owl drift --stack {stack} --format json --output {file}`"
        ) from None

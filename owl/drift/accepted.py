"""Drift that is known and accepted is listed apart and does not count, until the day its entry expires."""

import datetime as dt
from dataclasses import replace
from typing import TypeVar

from owl.drift.findings import Accepted, Edited, StackDrift, Vanished
from owl.drift.orphans import Orphan
from owl.drift.shown import shown
from owl.failure import Failure
from policies.core.accepted_drift import AcceptedDrift, AcceptedDrifts, read_accepted_drift
from project import project_directory

FindingT = TypeVar("FindingT", Edited, Vanished, Orphan)


def accepted_drift() -> AcceptedDrifts:
    """Return the project's accepted drift.

    Raises:
        Failure: Its file is not valid. The message has every finding.
    """
    accepted, findings = read_accepted_drift(project_directory())
    if findings:
        raise Failure("; ".join(finding.sentence for finding in findings))
    return accepted


def with_accepted(found: StackDrift, accepted: AcceptedDrifts, today: dt.date) -> StackDrift:
    """Return the findings of a stack with those apart that are accepted today.

    Args:
        found: The findings.
        accepted: The project's accepted drift.
        today: The day, in UTC.
    """
    apart: list[Accepted] = []
    notes: list[str] = []

    def left(findings: tuple[FindingT, ...]) -> tuple[FindingT, ...]:
        kept = []
        for finding in findings:
            entry = next((each for each in entries if each.counts(today) and _is_about(each, finding)), None)
            if entry is None:
                kept.append(finding)
            else:
                expires = entry.expires.isoformat()
                apart.append(Accepted(finding, shown(entry.reason), shown(entry.owner), expires, accepted.where(entry)))
        return tuple(kept)

    entries = [each for each in accepted.entries if each.stack == found.stack]
    every: tuple[Edited | Vanished | Orphan, ...] = (*found.edited, *found.vanished, *found.orphans)
    for entry in entries:
        name, where = shown(entry.object), accepted.where(entry)
        if not any(_is_about(entry, finding) for finding in every):
            notes.append(f"{name} is accepted and has not drifted: remove the entry ({where})")
        elif not entry.counts(today):
            notes.append(f"{name} was accepted until {entry.expires}; ask {shown(entry.owner)} ({where})")
    return replace(
        found,
        edited=left(found.edited),
        vanished=left(found.vanished),
        orphans=left(found.orphans),
        accepted=tuple(apart),
        acceptance=tuple(notes),
    )


def _is_about(entry: AcceptedDrift, finding: Edited | Vanished | Orphan) -> bool:
    match finding:
        case Orphan():
            return entry.field is None and entry.object in {finding.sid, f"{finding.kind} {finding.sid}"}
        case Edited():
            return entry.object == str(finding.resource) and entry.field in {None, finding.field}
        case Vanished():
            return entry.field is None and entry.object in {finding.sid, str(finding.resource)}

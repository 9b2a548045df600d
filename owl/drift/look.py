"""Check stacks for drift, one after the other. A stack that can't be read is reported; the others are still checked."""

import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from owl.drift.accepted import accepted_drift, with_accepted
from owl.drift.cells import reporting, siblings
from owl.drift.findings import NotDeployed, NotSeen, Resource, StackDrift
from owl.drift.orphans import Orphans, orphans, undeclared_accounts
from owl.drift.shown import LONGEST_REASON, shown
from owl.drift.stack_drift import stack_drift
from owl.failure import Failure
from owl.previews import FOR_DRIFT, Preview, run_preview, without_rules
from owl.rendering.on_stack import on_stack
from owl.rendering.progress import progress
from owl.stacks.cells import project_cells
from owl.stacks.config import NeverCreated, named_after
from owl.stacks.files import stack_file
from owl.stacks.outputs import DeployedStack
from owl.stacks.parent_account import Where, parent_account, parent_of
from owl.stacks.state import StackState
from owl.stacks.tenants import tenants_of_stack
from owl.twilio_failure import told_without_secrets
from policies.core.accepted_drift import AcceptedDrifts
from project import project_directory
from providers.core.shared_answers import Asked, heard
from tenants.model import Tenants


@dataclass(frozen=True)
class _Stack:
    """A stack that can be read, or a cell that its first deployment will create."""

    deployed: DeployedStack
    is_created: bool
    tenants: Tenants
    accepted: AcceptedDrifts
    parent: Where


@dataclass(frozen=True)
class _Previewed:
    """A stack's preview, and what Twilio answered to its reads."""

    preview: Preview
    answers: Mapping[Asked, str] = field(repr=False)


@dataclass(frozen=True)
class _Below:
    """The orphans below a parent account, or why they are not known, and Twilio's time."""

    now: dt.datetime
    orphans: Orphans = field(default_factory=Orphans)
    not_compared: tuple[str, ...] = ()
    failure: str = ""


def look(names: Sequence[str]) -> list[StackDrift]:
    """Return the findings of these stacks, in their order.

    Raises:
        Failure: There is no such stack.
    """
    for name in names:
        stack_file(name)  # raises for a misspelled name
    readings = {name: _read(name) for name in names}
    stacks = {name: each for name, each in readings.items() if isinstance(each, _Stack)}
    previews = {
        name: _previewed(name) if each.is_created else _Previewed(Preview(name), {}) for name, each in stacks.items()
    }
    below = {}
    for parent in dict.fromkeys(each.parent for each in stacks.values()):
        mine = {name: each for name, each in stacks.items() if each.parent == parent}
        answers = {asked: text for name in mine for asked, text in previews[name].answers.items()}
        below[parent] = _below(list(mine.values()), answers)
    return [
        _found(previews[name].preview, each, below[each.parent])
        if isinstance(each, _Stack)
        else StackDrift(name, not_seen=(each,))
        for name, each in readings.items()
    ]


def _read(name: str) -> _Stack | NotSeen:
    try:
        deployed = DeployedStack(name)
        is_created = _is_created(deployed)  # its state is read here, so that a failure affects this stack only
        return _Stack(deployed, is_created, tenants_of_stack(name), accepted_drift(), parent_of(name))
    except Failure as failure:
        return _not_seen(str(failure))


def _is_created(deployed: DeployedStack) -> bool:
    """Read a stack's state, which is empty as long as the backend does not have the cell.

    A stack that is no cell has to be there: if it isn't, the backend may be a wrong one.

    Raises:
        Failure: It can't be read.
    """
    try:
        _ = deployed.state
    except NeverCreated:
        if named_after(deployed.name) == deployed.name:
            raise
        deployed.state = StackState(deployed.name, ())
        return False
    return True


def _previewed(name: str) -> _Previewed:
    with progress(f"comparing {name} with Twilio"), heard() as others:
        environment = without_rules(os.environ) | dict(others.environment)
        preview = run_preview(name, project_directory(), options=FOR_DRIFT, environment=environment)
    return _Previewed(preview, others.answers)


def _below(stacks: Sequence[_Stack], answers: Mapping[Asked, str]) -> _Below:
    """Return the orphans below the parent account of these stacks. What their previews read is not read again."""
    try:
        # The engine is asked for the settings of the first one, so that has to exist.
        stacks = sorted(stacks, key=lambda each: not each.is_created)
        names, project = [each.deployed.name for each in stacks], project_cells()
        cells = siblings(project, names)
        parent = parent_account([each.deployed for each in stacks], without=cells)
    except Failure as failure:
        return _Below(dt.datetime.now(dt.UTC), failure=str(failure))
    parent.twilio.use_answers(answers)
    now = parent.twilio.now()
    try:
        with told_without_secrets(parent.twilio), progress("looking for orphans"):
            prices, reports = stacks[0].tenants.price_book, reporting(project, names)
            for cell in sorted(cells):  # most checks need no state of another cell: their accounts are all declared
                if not undeclared_accounts(parent.twilio, parent.states, reports):
                    break
                parent = parent.with_state_of(cell)
            found = orphans(parent.twilio, parent.looked_at, parent.others, prices, reports)
            return _Below(now, found, parent.not_compared)
    except Failure as failure:
        return _Below(now, failure=f"orphans could not be determined: {failure}")


def _found(preview: Preview, stack: _Stack, below: _Below) -> StackDrift:
    name = stack.deployed.name
    found = stack_drift(name, preview, stack.tenants, below.orphans, below.not_compared, now=below.now)
    found = with_accepted(found, stack.accepted, below.now.date())
    if not stack.is_created:
        action = f"would be created by its first deployment: `{on_stack('make up', name)}`"
        found = replace(found, not_deployed=(NotDeployed(Resource("", "Stack", name), action),))
    return _with(found, [_not_seen(below.failure)]) if below.failure else found


def _with(found: StackDrift, not_seen: Iterable[NotSeen]) -> StackDrift:
    return replace(found, not_seen=tuple(sorted({*found.not_seen, *not_seen})))


def _not_seen(reason: str) -> NotSeen:
    return NotSeen("", shown(reason, LONGEST_REASON))

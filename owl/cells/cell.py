"""What is known of a cell: its tenants and money from the files, its size and its last run from its state."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from finance.margin import margin_of_tenant, total
from owl.drift.last_look import LastLook, last_look
from owl.failure import Failure
from owl.stacks.cells import ProjectCells
from owl.stacks.config import NeverCreated
from policies.core.leaving import has_account
from policies.core.project import read_rule_files, today
from policies.operations import cell_full
from tenants.model import State, Tenants


@dataclass(frozen=True)
class CellState:
    """What the state of a cell says.

    Attributes:
        last_run: When it was last saved; None if the cell was never deployed.
        resources: How many resources it has.
        size: Its size as the engine exports it, in bytes.
    """

    last_run: dt.datetime | None
    resources: int
    size: int


@dataclass(frozen=True)
class Cell:
    """A cell, or a stack that is not divided.

    Attributes:
        name: The stack's name.
        divided: The stack that it is a cell of; its own name if that is not divided.
        tenants: The ids of its tenants, as their files say.
        room: How many more tenants it has room for; below zero if it has too many.
        revenue: What its tenants pay a month, in US dollars.
        cost: What they cost a month, in US dollars, if each sends all that its package includes.
        state: What its state says; None if that was not read.
        unreadable: Why its state can't be read; empty if it can.
        drift: What `owl drift` last found; None if it has not looked from this machine.
    """

    name: str
    divided: str
    tenants: tuple[str, ...]
    room: int
    revenue: Decimal
    cost: Decimal
    state: CellState | None = None
    unreadable: str = ""
    drift: LastLook | None = None


def tenants_at_most(project: Path, tenants: Iterable[str] = ()) -> int:
    """Return how many tenants a cell has room for: the parameter `most` of the rule `cell-full`."""
    settings = read_rule_files(project, tuple(tenants)).settings
    parameters: Any = settings.of(cell_full.rule)
    return int(parameters.most)


def cells(project: ProjectCells, most: int, *, with_states: bool) -> Iterator[Cell]:
    """Yield each cell of a project: the divided stacks in order, with their cells after them.

    Args:
        project: The project's stacks and tenants.
        most: How many tenants a cell has room for.
        with_states: Whether their states are read, which takes the engine.

    Raises:
        Failure: The catalogue is not valid.
    """
    for group in project.divided:
        everybody = project.in_environment_of(group.divided)
        for name in group.names:
            yield _cell(name, group.divided, project, everybody, most, with_states=with_states)


def _cell(  # noqa: PLR0913 - what is known of it
    name: str, divided: str, project: ProjectCells, everybody: Tenants, most: int, *, with_states: bool
) -> Cell:
    mine = project.tenants_of(name)
    paying = total(margin_of_tenant(each, everybody) for each in mine if each.state is State.ACTIVE)
    state, unreadable = None, ""
    if with_states:
        try:
            state = _state(name)
        except Failure as failure:
            unreadable = str(failure)
    return Cell(
        name=name,
        divided=divided,
        tenants=tuple(each.id for each in mine),
        room=most - sum(has_account(each, today()) for each in mine),
        revenue=paying.revenue,
        cost=paying.cost,
        state=state,
        unreadable=unreadable,
        drift=last_look(name),
    )


def _state(name: str) -> CellState:
    """Read the state of a cell.

    Raises:
        Failure: It can't be read.
    """
    from owl.stacks.outputs import DeployedStack  # noqa: PLC0415 - loads the engine's SDK

    try:
        deployment = DeployedStack(name).exported
    except NeverCreated:
        return CellState(None, 0, 0)
    saved = (deployment.get("manifest") or {}).get("time", "")
    resources = deployment.get("resources") or []
    return CellState(
        last_run=dt.datetime.fromisoformat(saved).astimezone(dt.UTC) if resources and saved[:4] > "0001" else None,
        resources=len(resources),
        size=len(json.dumps(deployment)),
    )

"""A divided stack with all its cells, read as one stack."""

import sys
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from owl.failure import Failure
from owl.rendering.on_stack import on_stack
from owl.stacks.cells import cell_names
from owl.stacks.config import NeverCreated
from owl.stacks.files import stack_names
from owl.stacks.outputs import DeployedStack
from owl.stacks.state import StackState


class DividedStack(DeployedStack):
    """The cells of a stack as one: the tenants of all of them. A cell that was never created is an empty one.

    A cell that can't be read is named on standard error, and is among `unread`.

    Args:
        name: The divided stack's name.
        cells: The names of its cells, itself among them.
    """

    def __init__(self, name: str, cells: list[str]) -> None:
        super().__init__(name)
        self.cells = tuple(cells)

    @property
    def unread(self) -> Mapping[str, str]:
        """Why each cell can't be read that can't, by name."""
        return self._reading[1]

    @cached_property
    def state(self) -> StackState:
        """The states of the cells as one.

        Raises:
            Failure: None can be read.
        """
        return StackState(self.name, tuple(each for cell in self._read_cells for each in cell.state.resources))

    @cached_property
    def _reading(self) -> tuple[list[DeployedStack], dict[str, str]]:
        found: list[DeployedStack] = []
        unread: dict[str, str] = {}
        missing: dict[str, str] = {}
        for cell in map(DeployedStack, self.cells):
            try:
                _ = cell.tenant_ids
                found.append(cell)
            except NeverCreated as failure:
                missing[cell.name] = str(failure)
            except Failure as failure:
                unread[cell.name] = str(failure)
        if not found:  # a backend that has no cell at all may be a wrong one
            raise Failure(next(iter((unread or missing).values())))
        for name, reason in unread.items():
            sys.stderr.write(f"owl: without the tenants of {name}: {reason}\n")
        return found, unread

    @property
    def _read_cells(self) -> list[DeployedStack]:
        return self._reading[0]

    @cached_property
    def _cell_of(self) -> Mapping[str, str]:
        return {tenant_id: cell.name for cell in self._read_cells for tenant_id in cell.tenant_ids}

    def _output(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for cell in self._read_cells:
            found |= cell._output(name)  # noqa: SLF001 - of the same class
        return found

    @cached_property
    def _config(self) -> Any:
        """The settings of the first cell that can be read: the engine decrypts none of a stack that was not created."""
        return self._read_cells[0]._config  # noqa: SLF001 - of the same class

    def _without_tenants(self) -> str:
        if self.unread:
            return f"stack {self.name!r} has no tenant in the cells that can be read. {'; '.join(self.unread.values())}"
        return f"stack {self.name!r} has no tenant yet: run `{on_stack('make up-cells', self.name)}`"


def deployed_stack(name: str) -> DeployedStack:
    """Return a stack as it is deployed; of a divided one all cells as one, of a cell that cell."""
    cells = cell_names(name) if name in stack_names() else [name]
    return DividedStack(name, cells) if len(cells) > 1 else DeployedStack(name)

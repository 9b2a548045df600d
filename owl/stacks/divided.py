"""A divided stack with all its cells, read as one stack."""

import sys
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from owl.failure import Failure
from owl.stacks.cells import cell_names
from owl.stacks.files import stack_names
from owl.stacks.outputs import DeployedStack
from owl.stacks.state import StackState


class DividedStack(DeployedStack):
    """The cells of a stack as one: the tenants of all of them. A cell that can't be read is named on standard error.

    Args:
        name: The divided stack's name.
        others: The names of its other cells.
    """

    def __init__(self, name: str, others: list[str]) -> None:
        super().__init__(name)
        self._others = others

    @cached_property
    def _cells(self) -> list[DeployedStack]:
        found = []
        for each in self._others:
            try:
                cell = DeployedStack(each)
                _ = cell.tenant_ids
                found.append(cell)
            except Failure as failure:
                sys.stderr.write(f"owl: without the tenants of {each}: {failure}\n")
        return found

    @cached_property
    def _cell_of(self) -> Mapping[str, str]:
        return {tenant_id: cell.name for cell in self._cells for tenant_id in cell.tenant_ids}

    @cached_property
    def state(self) -> StackState:
        """The states of all cells as one.

        Raises:
            Failure: One can't be read.
        """
        resources = super().state.resources
        return StackState(self.name, (*resources, *(each for cell in self._cells for each in cell.state.resources)))

    def _output(self, name: str) -> dict[str, Any]:
        found = super()._output(name)
        for cell in self._cells:
            found |= cell._output(name)  # noqa: SLF001 - of the same class
        return found


def deployed_stack(name: str) -> DeployedStack:
    """Return a stack as it is deployed; of a divided one all cells as one, of a cell that cell."""
    others = [each for each in cell_names(name) if each != name] if name in stack_names() else []
    return DividedStack(name, others) if others else DeployedStack(name)

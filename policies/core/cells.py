"""Cells: stacks that share the tenants of one divided stack, such as `prod`, `prod-01` and `prod-02`.

The divided stack is a cell too: the tenants whose files name no cell are there. A stack that is not divided has all
tenants, whatever their files say of the cells of others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policies.core.stack_files import CELL_OF, Stack
from tenants.model import Tenant
from tenants.model.naming import divided_stack


@dataclass(frozen=True)
class Cells:
    """The cells of one stack.

    Attributes:
        divided: The name of the divided stack, after which the accounts of all cells are named.
        names: The cells' names, the divided stack's first; only that one if the stack is not divided.
    """

    divided: str
    names: tuple[str, ...]

    @property
    def is_divided(self) -> bool:
        """Whether there is more than one."""
        return len(self.names) > 1

    def of(self, tenant: Tenant) -> str | None:
        """Return the cell of a tenant; None if its file names a cell that is missing."""
        if not self.is_divided or tenant.cell is None:
            return self.divided
        if tenant.cell in self.names:
            return tenant.cell
        return None if divided_stack(tenant.cell) == self.divided else self.divided

    def tenants(self, name: str, tenants: Iterable[Tenant]) -> list[Tenant]:
        """Return the tenants whose files put them into a cell."""
        return [each for each in tenants if self.of(each) == name]


def cells_of(stack: Stack, stacks: Mapping[str, Stack]) -> Cells:
    """Return the cells that a stack is one of, or is divided into.

    Args:
        stack: The stack.
        stacks: All stacks of the project, by name.
    """
    divided = stack.named_after
    names = {each.name for each in (stack, *stacks.values()) if each.settings.get(CELL_OF) == divided}
    return Cells(divided, (divided, *sorted(names)))

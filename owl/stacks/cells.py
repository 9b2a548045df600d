"""Cells of the project: which stacks share the tenants of one stack, and who is in which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from owl.failure import Failure
from owl.rendering.unknown_name import there_is_no
from owl.stacks.files import stack_names
from policies.core.cells import Cells, cells_of
from policies.core.stack_files import Stack, read_stacks
from project import project_directory
from tenants.model import InvalidTenants, Reading, Tenant, Tenants, read_tenants


@dataclass(frozen=True)
class ProjectCells:
    """The stacks of a project and the tenants in each.

    Attributes:
        stacks: The stacks, by name.
        reading: The tenants' files, in every environment.
    """

    stacks: Mapping[str, Stack]
    reading: Reading

    def cells_of(self, name: str) -> Cells:
        """Return the cells that a stack is one of; it alone if the stack is not divided.

        Raises:
            Failure: There is no such stack.
        """
        if name not in self.stacks:
            raise Failure(there_is_no("stack", name, self.stacks))
        return cells_of(self.stacks[name], self.stacks)

    def tenants_of(self, name: str) -> list[Tenant]:
        """Return the tenants whose files put them into a stack: of its rings, and of its cell.

        Raises:
            Failure: There is no such stack, or the catalogue is not valid.
        """
        rings = self.stacks[name].settings.get("rings") if name in self.stacks else None
        here = self.cells_of(name).tenants(name, self.in_environment_of(name))
        return [each for each in here if not isinstance(rings, list) or each.ring in rings]

    def in_environment_of(self, name: str) -> Tenants:
        """Return all tenants, as they are in a stack's environment.

        Raises:
            Failure: The catalogue is not valid.
        """
        tenants = self.reading.overridden.get(self.stacks[name].environment, self.reading.tenants)
        if tenants is None:
            raise Failure(str(InvalidTenants(self.reading.findings)))
        return tenants

    @cached_property
    def divided(self) -> list[Cells]:
        """The cells of each stack, a stack that is not divided being its own only one."""
        names = dict.fromkeys(each.named_after for each in self.stacks.values() if each.named_after in self.stacks)
        return [self.cells_of(name) for name in names]


def project_cells(directory: Path | None = None) -> ProjectCells:
    """Read the stacks and the tenants of a project. Errors in the files leave out what is wrong.

    Args:
        directory: The project's directory; None for the current project.

    Raises:
        NoProject: There is no project.
    """
    directory = directory or project_directory()
    return ProjectCells(read_stacks(directory)[0], read_tenants(directory / "tenants"))


def cells_of_stack(stack: str) -> Cells:
    """Return the cells that a stack is one of, without reading any tenant; it alone if the stack is not divided.

    Raises:
        Failure: There is no such stack.
    """
    if stack not in stack_names():
        raise Failure(there_is_no("stack", stack, stack_names()))
    stacks, _ = read_stacks(project_directory())
    return cells_of(stacks[stack], stacks)


def stack_of(tenant: Tenant | None, cells: Cells) -> str:
    """Return the cell that a tenant's file puts it into; without a file or a known cell, the divided stack."""
    return (cells.of(tenant) if tenant else None) or cells.divided


def put_into(stack: str, tenants: Iterable[Tenant]) -> list[Tenant]:
    """Return the tenants whose files put them into a stack, of whatever ring; of a divided one, into any of its cells.

    Raises:
        Failure: There is no such stack.
    """
    cells = cells_of_stack(stack)
    names = _read_as_one(stack, cells)
    return [each for each in tenants if stack_of(each, cells) in names]


def cell_names(stack: str) -> list[str]:
    """Return the cells of a stack, without reading any tenant: itself if it is a cell or not divided.

    Raises:
        Failure: There is no such stack.
    """
    return _read_as_one(stack, cells_of_stack(stack))


def _read_as_one(stack: str, cells: Cells) -> list[str]:
    return list(cells.names) if cells.divided == stack else [stack]

"""The cell of a new tenant: the emptiest one."""

from collections.abc import Sequence

from owl.cells.cell import Cell
from owl.stacks.cells import ProjectCells
from tenants.model.layers import ENVIRONMENTS
from tenants.model.yaml_files.file_edit import with_value


def with_cells(text: str, project: ProjectCells, cells: Sequence[Cell]) -> tuple[str, list[Cell]]:
    """Return the text of a new tenant's file with its cell, and the cells chosen.

    Args:
        text: The text of the file. It names no cell.
        project: The project's stacks.
        cells: All cells of the project.
    """
    groups = [each for each in project.divided if each.is_divided]
    chosen = []
    for group in groups:
        cell = max((each for each in cells if each.divided == group.divided), key=lambda each: each.room)
        chosen.append(cell)
        text = with_value(text, cell_path(project, group.divided, alone=len(groups) == 1), cell.name)
    return text, chosen


def cell_path(project: ProjectCells, divided: str, *, alone: bool) -> tuple[str, ...]:
    """Return where a tenant's file names its cell: at the top, or if several stacks are divided by environment.

    Args:
        project: The project's stacks.
        divided: The divided stack.
        alone: Whether no other stack is divided.
    """
    stack = project.stacks[divided]
    environment = str(stack.settings.get("environment") or divided)
    return ("cell",) if alone else (ENVIRONMENTS, environment, "cell")

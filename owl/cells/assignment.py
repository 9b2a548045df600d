"""The cell of a new tenant: the emptiest one."""

from collections.abc import Sequence

from owl.cells.cell import Cell
from owl.failure import Failure
from owl.stacks.cells import ProjectCells
from policies.core.cells import Cells
from tenants.model.layers import ENVIRONMENTS
from tenants.model.yaml_files.file_edit import has_value, with_value


def with_cells(text: str, project: ProjectCells, cells: Sequence[Cell]) -> tuple[str, list[Cell]]:
    """Return the text of a new tenant's file with its cell, and the cells chosen.

    Args:
        text: The text of the file. It names no cell.
        project: The project's stacks.
        cells: All cells of the project.

    Raises:
        Failure: See `cell_path`.
    """
    chosen = []
    for group in _divided(project):
        cell = max((each for each in cells if each.divided == group.divided), key=lambda each: each.room)
        chosen.append(cell)
        text = with_value(text, cell_path(project, group.divided, text), cell.name)
    return text, chosen


def cell_path(project: ProjectCells, divided: str, text: str) -> tuple[str, ...]:
    """Return where a tenant's file names its cell: by environment if it does so already or several stacks are divided.

    Args:
        project: The project's stacks.
        divided: The divided stack.
        text: The text of the file.

    Raises:
        Failure: Another stack of the same environment is divided too: a file can name one cell for both only.
    """
    environment = project.stacks[divided].environment
    others = [each.divided for each in _divided(project) if each.divided != divided]
    if same := [each for each in others if project.stacks[each].environment == environment]:
        raise Failure(
            f"{divided} and {same[0]} are both divided and have the same environment, {environment}, in which a "
            "tenant's file names one cell only: set another `owl:environment` for one of them"
        )
    by_environment = (ENVIRONMENTS, environment, "cell")
    return by_environment if others or has_value(text, by_environment) else ("cell",)


def _divided(project: ProjectCells) -> list[Cells]:
    return [each for each in project.divided if each.is_divided]

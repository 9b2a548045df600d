"""A new cell for a stack whose cells are full: its settings file, copied from the stack's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from owl.cells.cell import Cell
from owl.failure import Failure
from owl.stacks.files import shown_path
from policies.core.stack_files import CELL_OF, is_encrypted, read_stack, stack_files
from project import NAMESPACE
from tenants.model.naming import cell_name
from tenants.model.yaml_files.file_edit import with_value

_SALT = "encryptionsalt:"


@dataclass(frozen=True)
class NewCell:
    """A cell to add.

    Attributes:
        name: Its name.
        divided: The stack that it will be a cell of.
        reason: Why it is needed.
        file: Its settings file.
        text: What that file will say.
        secrets: The settings that are encrypted for the divided stack, and have to be set for the new cell.
    """

    name: str
    divided: str
    reason: str
    file: Path
    text: str
    secrets: tuple[str, ...]


def new_cells(project: Path, cells: Sequence[Cell], *, wanted: str | None = None) -> Iterator[NewCell]:
    """Yield a new cell for each stack that has no room left.

    Args:
        project: The project's directory.
        cells: All cells of the project.
        wanted: A stack that gets one in any case, and no other stack does; None for all that need one.

    Raises:
        Failure: The tenants of the stack that is wanted share an account.
    """
    files = stack_files(project)
    for divided in dict.fromkeys(each.divided for each in cells):
        group = [each for each in cells if each.divided == divided]
        is_full = all(each.room <= 0 for each in group)
        if divided == wanted or (wanted is None and is_full):
            if read_stack(divided, files[divided])[0].settings.get("topology") == "aggregated":
                if wanted is None:
                    continue
                raise Failure(
                    f"the tenants of {divided} share one account, and those of cells can't: a stack with cells has "
                    f"owl:topology: isolated ({shown_path(files[divided])})"
                )
            count = sum(len(each.tenants) for each in group)
            are = f"its {len(group)} cells are full" if len(group) > 1 else "it is full"
            yield _new_cell(project, divided, f"{count} tenants: {are if is_full else 'not full, but you asked'}")


def _new_cell(project: Path, divided: str, reason: str) -> NewCell:
    files = stack_files(project)
    number = next(each for each in range(1, 10_000) if cell_name(divided, each) not in files)
    name, source = cell_name(divided, number), files[divided]
    settings = read_stack(divided, source)[0].settings
    secrets = tuple(key for key, value in settings.items() if is_encrypted(value))
    return NewCell(
        name=name,
        divided=divided,
        reason=reason,
        file=project / f"Pulumi.{name}.yaml",
        text=_text(source.read_text("utf-8"), divided, secrets),
        secrets=secrets,
    )


def _text(source: str, divided: str, secrets: Sequence[str]) -> str:
    """Return the settings of the divided stack for a cell: without what only its own key can decrypt."""
    kept: list[str] = []
    skipped = False
    for line in source.splitlines(keepends=True):
        key = line.strip().partition(f"{NAMESPACE}")[2].partition(":")[0]
        if line.startswith(_SALT):
            continue
        if line.startswith("  ") and not line.startswith("   "):
            skipped = key in secrets
        if not skipped:
            kept.append(line)
    return with_value("".join(kept), ("config", f"{NAMESPACE}{CELL_OF}"), divided)

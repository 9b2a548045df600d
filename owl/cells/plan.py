"""A new cell for a stack whose cells are full: its settings file, copied from the stack's."""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from owl.cells.cell import Cell
from owl.deployment.local_stacks import secrets_provider
from owl.failure import Failure
from owl.stacks.files import shown_path
from policies.core.stack_files import CELL_OF, is_encrypted, read_stack, stack_files
from project import NAMESPACE
from tenants.model.naming import cell_name
from tenants.model.yaml_files.file_edit import with_value

_KEY = re.compile(r"""\s*["']?(?P<name>[^\s"'#].*?)["']?\s*:(\s|$)""")
_OF_ONE_STACK = ("encryptionsalt", "encryptedkey")
"""Keys of a settings file with what its encrypted settings are encrypted with."""


@dataclass(frozen=True)
class NewCell:
    """A cell to add.

    Attributes:
        name: Its name.
        divided: The stack that it will be a cell of.
        reason: Why it is needed.
        file: Its settings file.
        text: What that file will say.
        commands: What has to be run before the file is committed: its encrypted settings have to be set again.
    """

    name: str
    divided: str
    reason: str
    file: Path
    text: str
    commands: tuple[str, ...]


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
    secrets = [f"{NAMESPACE}{key}" for key, value in settings.items() if is_encrypted(value)]
    return NewCell(
        name=name,
        divided=divided,
        reason=reason,
        file=project / f"Pulumi.{name}.yaml",
        text=_text(source.read_text("utf-8"), divided, secrets),
        commands=tuple(_commands(name, divided, secrets, secrets_provider(source))),
    )


def _commands(name: str, divided: str, secrets: Sequence[str], provider: str) -> Iterator[str]:
    """Yield the commands that create the stack of a cell and set its encrypted settings."""
    if secrets or provider:
        option = f" --secrets-provider {shlex.quote(provider)}" if provider else ""
        yield f"pulumi stack init {name} --no-select{option}"
    for key in secrets:
        yield f"pulumi config get {key} --stack {divided} | pulumi config set --secret {key} --stack {name}"


def _text(source: str, divided: str, secrets: Sequence[str]) -> str:
    """Return the settings of the divided stack for a cell: without what only its own key can decrypt."""
    kept: list[str] = []
    left_out: int | None = None  # the indentation of a key that is left out, with the deeper lines below it
    for line in source.splitlines(keepends=True):
        if found := _KEY.match(line):
            depth = len(line) - len(line.lstrip())
            if left_out is not None and depth > left_out:
                continue
            left_out = depth if found["name"] in {*secrets, *_OF_ONE_STACK} else None
        if left_out is None or line.lstrip()[:1] in {"", "#"}:
            kept.append(line)
    return with_value("".join(kept), ("config", f"{NAMESPACE}{CELL_OF}"), divided)

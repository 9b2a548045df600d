"""A checklist for people."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from owl.golive.checklist import Checklist, Line
from owl.golive.row import Outcome, Part, State
from owl.rendering.on_stack import on_stack
from owl.rendering.one_line import one_line

COLORS = {State.MISSING: "red", State.NOT_CHECKED: "yellow", State.DONE: "green"}
"""The color of each state."""

NAMED = 3
"""How many tenants are named for which a row is not done. `--format json` names all."""


def as_text(found: Checklist) -> Iterator[RenderableType]:
    """Yield the checklist, a table for each part, then how much of it is done."""
    for part in Part:
        lines = [each for each in found.lines if each.part is part]
        if lines:
            yield Text(part.value)
            yield _table(lines, found.stack)
    count = sum(each.state is State.DONE for each in found.lines)
    who = found.tenant_ids[0] if len(found.tenant_ids) == 1 else f"stack {found.stack}"
    yield Text(f"{who}: {count} of {len(found.lines)} rows are done")


def _table(lines: list[Line], stack: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        said = (Padding.indent(Text(each), indented) for indented, each in _said(line, stack))
        table.add_row(Text(f"  {line.state.value}", COLORS[line.state]), Group(*said))
    return table


def _said(line: Line, stack: str) -> Iterator[tuple[int, str]]:
    """Yield what is said of a row, each text with the columns by which it is indented."""
    if len(line.outcomes) == 1:
        [outcome] = line.outcomes.values()
        yield 0, f"{line.row}: {one_line(outcome.evidence)}"
        yield from ((0, each) for each in _command(outcome))
        return
    yield 0, f"{line.row}: {line.counts[State.DONE]} of {len(line.outcomes)} tenants"
    open_rows = [(tenant, each) for tenant, each in line.outcomes.items() if each.state is not State.DONE]
    for tenant, outcome in open_rows[:NAMED]:
        yield 2, f"{tenant}: {one_line(outcome.evidence)}"
        yield from ((2, each) for each in _command(outcome))
    if len(open_rows) > NAMED:
        yield 2, f"and {len(open_rows) - NAMED} more: `{on_stack('owl golive TENANT', stack)}` shows one"


def _command(outcome: Outcome) -> Iterator[str]:
    if outcome.command:
        yield f"-> {one_line(outcome.command)}"

"""The checklist: each row with what it came to."""

from collections import Counter
from dataclasses import dataclass

from owl.exit_codes import ExitCode
from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, State
from owl.golive.rows import rows

_WORST_FIRST = list(State)


@dataclass(frozen=True)
class Line:
    """A row with what it came to.

    Attributes:
        part: The part of the checklist.
        row: The row's name.
        outcomes: Its outcome for each tenant, or for `None` if it is about all tenants together.
    """

    part: Part
    row: str
    outcomes: dict[str | None, Outcome]

    @property
    def state(self) -> State:
        """The worst state."""
        return min((each.state for each in self.outcomes.values()), key=_WORST_FIRST.index)

    @property
    def counts(self) -> Counter[State]:
        """How many outcomes have each state."""
        return Counter(each.state for each in self.outcomes.values())


@dataclass(frozen=True)
class Checklist:
    """All rows.

    Attributes:
        stack: The stack's name.
        tenant_ids: The tenants.
        was_read: Whether Twilio could be asked about each of them.
        lines: The rows, by part and name.
    """

    stack: str
    tenant_ids: tuple[str, ...]
    was_read: bool
    lines: tuple[Line, ...]

    @property
    def exit_code(self) -> ExitCode:
        """The command's exit code."""
        if not self.was_read:
            return ExitCode.FAILED
        return ExitCode.DONE if all(each.state is State.DONE for each in self.lines) else ExitCode.NEEDS_PERSON


def checklist(stack: StackGoLive) -> Checklist:
    """Run all rows."""
    lines = []
    for row in rows():
        if isinstance(row, StackRow):
            outcomes: dict[str | None, Outcome] = {None: row.run(stack)}
        else:
            outcomes = {each.tenant_id: row.run(each) for each in stack.tenants}
        lines.append(Line(row.part, row.name, outcomes))
    return Checklist(
        stack.stack,
        tuple(each.tenant_id for each in stack.tenants),
        all(each.diagnosis.status.was_read for each in stack.tenants),
        tuple(lines),
    )

"""For CI: the text of one issue a stack, to be opened, brought up to date, or closed when nothing drifts any more.

Each begins with a hidden marker by which it is found again, then its title; the rest is its body. A stack without drift
has one too, which says so.
"""

from collections.abc import Sequence

from drift.findings import Outcome, StackDrift
from owl.drift_reports import as_markdown

_TITLES = {
    Outcome.NO_DRIFT: "No drift in {stack}",
    Outcome.NOT_SEEN: "{stack} could not be looked at for drift",
    Outcome.DRIFT: "Drift in {stack}: {drifted}",
}


def marker(stack: str) -> str:
    """Give the hidden first line of a stack's issue."""
    return f"<!-- owl drift {stack} -->"


def title(found: StackDrift) -> str:
    """Give the title of a stack's issue."""
    return _TITLES[found.outcome].format(stack=found.stack, drifted=found.drifted)


def render(found: Sequence[StackDrift]) -> str:
    """Give the issues, one after the other."""
    return "\n".join(f"{marker(each.stack)}\n# {title(each)}\n\n{as_markdown.render([each])}" for each in found)

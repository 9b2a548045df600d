"""For CI: the text of a stack's issue, to be opened, brought up to date, or closed when nothing drifts any more.

It begins with a hidden marker by which it is found again, then comes its title; the rest is its body. Where nothing
drifted and all was seen there is nothing but the marker: that is when to close it.
"""

from owl.drift.findings import DriftOutcome, StackDrift
from owl.drift.reports import as_markdown


def marker(stack: str) -> str:
    """Give the hidden first line of a stack's issue."""
    return f"<!-- owl drift {stack} -->"


def title(found: StackDrift) -> str:
    """Give the title of a stack's issue."""
    if found.outcome is DriftOutcome.NOT_SEEN:
        return f"{found.stack} could not be looked at for drift"
    return f"Drift in {found.stack}: {found.drifted}"


def render(found: StackDrift) -> str:
    """Give the issue."""
    if found.outcome is DriftOutcome.NO_DRIFT:
        return f"{marker(found.stack)}\n"
    return f"{marker(found.stack)}\n# {title(found)}\n\n{as_markdown.render([found])}"

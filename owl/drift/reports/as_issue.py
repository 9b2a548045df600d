"""For CI: the text of a stack's issue, which is opened, updated, or closed when nothing is left to do.

The first line is a hidden marker by which the issue is found again, then comes its title; the rest is its body. If
there is no drift, nothing needs a person, and everything could be read, the text is the marker alone: the issue can be
closed.
"""

from owl.drift.findings import DriftOutcome, StackDrift
from owl.drift.reports import as_markdown
from owl.drift.reports.words import impact


def marker(stack: str) -> str:
    """Return the hidden first line of a stack's issue."""
    return f"<!-- owl drift {stack} -->"


def title(found: StackDrift) -> str:
    """Return the title of a stack's issue."""
    if found.outcome is DriftOutcome.NOT_SEEN:
        return f"{found.stack} could not be checked for drift"
    if found.needs_person:
        drift = f"; drift: {found.drifted}" if found.drifted else ""
        return f"{found.stack}: {impact(found)}{drift}"
    return f"Drift in {found.stack}: {found.drifted}"


def render(found: StackDrift) -> str:
    """Return the text of the issue."""
    if found.outcome is DriftOutcome.NO_DRIFT:
        return f"{marker(found.stack)}\n"
    return f"{marker(found.stack)}\n# {title(found)}\n\n{as_markdown.render([found])}"

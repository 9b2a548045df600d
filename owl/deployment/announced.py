"""The one preview of a deployment that nobody is asked about: whether to deploy at all, and what.

The engine's own `pulumi up --yes` previews and then updates even where nothing changes, which takes twice as long.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from owl.previews import Op, Preview
from owl.previews.changes import UNKNOWN, changes
from owl.previews.preview import DiagnosticSeverity

_AGREED = frozenset({"--yes", "-y"})
_KEPT = frozenset({"--refresh", "-r"})
_STACK = "pulumi:pulumi:Stack"
_DONE = {
    Op.CREATE: "create",
    Op.UPDATE: "update",
    Op.REPLACE: "replace",
    Op.DELETE: "delete",
    Op.REFRESH: "take over from Twilio",
}


def previewed_alone(arguments: Sequence[str]) -> list[str] | None:
    """Return the options of a preview that can take the place of the engine's own.

    Args:
        arguments: The options of `pulumi up`.

    Returns:
        The options; None if somebody is asked, or if the engine has to make sense of other options.
    """
    if _AGREED.isdisjoint(arguments):
        return None
    options: list[str] = []
    given = iter(arguments)
    for each in given:
        if each == "--target":
            options += [each, next(given, "")]
        elif each in _KEPT:
            options.append(each)
        elif each not in _AGREED:
            return None
    return options


def is_unchanged(preview: Preview) -> bool:
    """Return whether a deployment would do nothing: no resource changes, and no known output of the stack."""
    return (
        preview.complete
        and not preview.failed
        and not any(
            step.changes_something or _changes_outputs(step.type, step.old_outputs, step.new_outputs)
            for step in preview.steps
        )
    )


def _changes_outputs(kind: str, old: object, new: object) -> bool:
    if kind != _STACK or not isinstance(old, dict) or not isinstance(new, dict):
        return False
    return any(each.new not in {None, UNKNOWN} for each in changes(old, new))


def unchanged(preview: Preview) -> str:
    """Return the text about a stack in which nothing changes: what the program says of it, and the count."""
    return "\n".join([*_said(preview), "Resources:", f"    {_count(preview)[Op.SAME]} unchanged", ""])


def announced(preview: Preview) -> str:
    """Return one line with the number of resources by what is done with them."""
    count = _count(preview)
    words = [f"{count[op]} to {what}" for op, what in _DONE.items() if count[op]]
    return f"{preview.stack}: {', '.join(words) or 'new outputs'}, {count[Op.SAME]} unchanged"


def _count(preview: Preview) -> Counter[Op]:
    return Counter(step.op for step in preview.steps if step.op is not Op.REFRESH or step.changes_something)


def _said(preview: Preview) -> Iterator[str]:
    for violation in preview.violations:
        yield f"{violation.level}: {violation.policy}: {violation.message}"
    for each in preview.diagnostics:
        if each.severity is DiagnosticSeverity.WARNING:
            yield f"warning: {each.message}"
    for step in preview.steps:
        if step.type == _STACK:
            for tenant, status in sorted(step.old_outputs.get("registration_status", {}).items()):
                yield f"{tenant}: {status}"

"""The engine's changes for a tenant, in words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from owl.previews import Change, Op, Preview, PreviewStep
from owl.previews.changes import SECRET, UNKNOWN
from tenants.model.naming import ResourceName

_WORDS = {
    Op.CREATE: "creates",
    Op.UPDATE: "updates",
    Op.REPLACE: "replaces",
    Op.DELETE: "deletes",
    Op.REFRESH: "finds drift in",
    Op.IMPORT: "imports",
    Op.DISCARD: "drops from the state",
}
_COUNTED = frozenset({Op.CREATE, Op.DELETE})
"""Operations that are counted, because each step would be a line of its own."""

_FEW = 4
_SHORT = 32
_INTERNAL = re.compile(r"^(identities|awaits|facts)\b")
_SID = re.compile(r"^[A-Z]{2}[0-9a-f]{32}$")


Effects = dict[str | None, tuple[str, ...]]
"""The changes of each tenant, a line each; those of shared resources under None."""


def effects(preview: Preview) -> Effects:
    """Return the engine's changes in a stack."""
    found: dict[str | None, list[PreviewStep]] = {}
    for step in preview.steps:
        if step.is_at_provider and step.changes_something:
            found.setdefault(step.tenant, []).append(step)
    return {tenant: tuple(_lines(preview.stack, steps)) for tenant, steps in found.items()}


def _lines(stack: str, steps: list[PreviewStep]) -> Iterator[str]:
    for op in Op:
        of_op = [step for step in steps if step.op is op]
        if op in _COUNTED and of_op:
            yield f"{stack} {_WORDS[op]} {_counted(of_op)}"
        elif of_op:
            yield from (f"{stack} {_WORDS[op]} {_one(step)}" for step in of_op)


def _counted(steps: list[PreviewStep]) -> str:
    if len(steps) <= _FEW:
        return ", ".join(map(named, steps))
    kinds = Counter(step.kind for step in steps)
    several = f" of {len(kinds)} types" if len(kinds) > 1 else f": {steps[0].kind}"
    return f"{len(steps)} resources{several}"


def named(step: PreviewStep) -> str:
    """Return a name for a step's resource: its kind, and what distinguishes it from the tenant's others."""
    name = ResourceName.parse(step.name)
    return f"{step.kind} {name.part if name.tenant == step.tenant else ''}".rstrip()


def _one(step: PreviewStep) -> str:
    told = [each for each in step.changes if not _INTERNAL.match(each.path)]
    return f"{named(step)} ({', '.join(map(_change, told))})" if told else f"{named(step)} ({_untold(step.changes)})"


def _untold(changes: Iterable[Change]) -> str:
    return "a resource it depends on changes" if any(changes) else "a secret input changes"


def _change(change: Change) -> str:
    short = all(_is_short(value) for value in (change.old, change.new))
    return f"{change.path} {_value(change.old)} → {_value(change.new)}" if short else change.path


def _is_short(value: object) -> bool:
    return not isinstance(value, dict | list) and len(str(value)) <= _SHORT and not _SID.match(str(value))


def _value(value: object) -> str:
    if value is None:
        return "not set"
    if value == UNKNOWN:
        return "known after deployment"
    return "a secret" if value == SECRET else str(value)

"""What a preview could not read, and why. Each reason is listed once, because one wrong token fails every resource."""

from collections.abc import Iterator

from owl.drift.findings import NotSeen
from owl.drift.shown import LONGEST_REASON, shown
from owl.previews import Diagnostic, Preview
from owl.records import ProgramRefused
from providers.core.gate import is_waiting


def not_seen(preview: Preview) -> Iterator[NotSeen]:
    """Yield what could not be read, for each tenant concerned."""
    by_reason: dict[str, list[Diagnostic]] = {}
    for error in preview.errors:
        by_reason.setdefault(_in_a_line(error.reason), []).append(error)
    asked = {step.urn for step in preview.steps if step.is_at_provider and not is_waiting(step.old_outputs)}
    for reason, errors in by_reason.items():
        if len(errors) > 1 and asked <= {error.urn for error in errors}:
            yield NotSeen("", shown(reason, LONGEST_REASON))
            continue
        by_tenant: dict[str, list[Diagnostic]] = {}
        for error in errors:
            for tenant in error.tenants or ("",):
                by_tenant.setdefault(tenant, []).append(error)
        for tenant, its in by_tenant.items():
            told = _alone(its[0]) if len(its) == 1 else f"{len(its)} resources: {reason}"
            yield NotSeen(tenant, shown(told, LONGEST_REASON))
    yield from _without_a_message(preview)


def _without_a_message(preview: Preview) -> Iterator[NotSeen]:
    named = set(preview.failed_tenants)
    for step in preview.steps:
        if step.failed and step.tenant and step.tenant not in named:
            yield NotSeen(step.tenant, f"{step.kind} {step.name} could not be read")
    if preview.failure and not preview.errors:
        yield NotSeen("", shown(preview.failure, LONGEST_REASON))
    elif not preview.complete and not preview.errors and not any(step.failed for step in preview.steps):
        yield NotSeen("", "the engine did not finish")


def _alone(error: Diagnostic) -> str:
    """Return the text of a single failure, without the stack, which the report names already."""
    return _in_a_line(error.reason if isinstance(error.record, ProgramRefused) else error.message)


def _in_a_line(text: str) -> str:
    return "; ".join(text.strip().splitlines())

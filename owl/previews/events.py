"""Read the engine's events, one JSON object per line, into a preview.

The engine writes them with `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1 pulumi preview --json`. They are documented in
https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from owl.previews.changes import changes
from owl.previews.event_shapes import has_shape
from owl.previews.preview import Diagnostic, DiagnosticSeverity, Op, PolicyViolation, Preview, PreviewStep
from owl.previews.recorded import DEBUG, ENDED, kept
from owl.records import AnyRecord, ProgramRefused, taken_apart
from providers.core.outputs import LOOKED_AT
from providers.core.records import ResourceFailed
from redaction.redact import redact_text
from tenants.model.naming import Urn, tenant_of

_REPLACEMENTS = {
    "create-replacement": Op.REPLACE,
    "delete-replaced": Op.REPLACE,
    "discard-replaced": Op.REPLACE,
    "import-replacement": Op.REPLACE,
    "read-replacement": Op.REPLACE,
    "remove-pending-replace": Op.REPLACE,
}
_SAYS_NOTHING = frozenset({"preview failed", ""})
"""Messages that the engine adds after the errors that give the reason."""

_PUT_BEFORE = ("Preview failed: ", "Exception calling application: ")
"""Prefixes that the engine and gRPC add to a provider's message."""


def read_preview(file: Path) -> Preview:
    """Return the preview in a file of events, as the engine writes them or as `run_preview` records them.

    A file that is truncated or has other contents gives a failed preview with the reason. If no event names the stack,
    the file's name is used.
    """
    with file.open(encoding="utf-8", errors="replace") as lines:
        return preview_of(events(lines), file.stem)


def events(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the kept part of each line's event, and an error event for a line that is not an event."""
    for number, line in enumerate(lines, start=1):
        try:
            event = json.loads(line)
            shortened = kept(event) if isinstance(event, dict) else None
        except (ValueError, RecursionError):  # the second one for thousands of nested brackets
            event, shortened = None, None
        if not isinstance(event, dict):
            yield {"errorEvent": {"error": f"line {number} of the engine's events is not a JSON object"}}
        elif shortened and not has_shape(shortened):
            yield {"errorEvent": {"error": f"line {number} of the engine's events has unexpected contents"}}
        elif shortened:
            yield shortened


def preview_of(stream: Iterable[Mapping[str, Any]], stack: str) -> Preview:
    """Return the preview made of the events.

    Args:
        stream: The events.
        stack: The stack, if no event names it.
    """
    found = _Found(stack)
    for event in stream:
        for name, content in event.items():
            found.take(name, content)
    return found.preview()


class _Found:
    """The contents of the events so far."""

    def __init__(self, stack: str) -> None:
        self._given = stack
        self._metadata: dict[tuple[str, Op], Mapping[str, Any]] = {}
        self._unfinished: set[tuple[str, Op]] = set()
        self._failed: set[str] = set()
        self._violations: list[PolicyViolation] = []
        self._diagnostics: list[Diagnostic] = []
        self._records: dict[str, AnyRecord] = {}
        self._result: str | None = None
        self._ended: Mapping[str, Any] = {}

    def take(self, name: str, content: Mapping[str, Any]) -> None:
        if "metadata" in content:
            self._take_step(name, content["metadata"])
        elif name == "policyEvent":
            self._violations.append(_violation(content))
        elif name == "diagnosticEvent":
            self._take_diagnostic(content["severity"].removesuffix("#err"), content.get("urn", ""), content["message"])
        elif name == "errorEvent":
            self._take_diagnostic("error", "", content["error"])
        elif name == "summaryEvent":
            self._result = content.get("result", "failed")
        elif name == ENDED:
            self._ended = content

    def _take_step(self, name: str, metadata: Mapping[str, Any]) -> None:
        urn, op = metadata["urn"], metadata["op"]
        if op not in {*Op, *_REPLACEMENTS}:
            self._take_diagnostic("error", urn, f"the engine reports an unknown step: {op}")
            return
        key = (urn, _REPLACEMENTS.get(op) or Op(op))
        if name == "resOpFailedEvent":
            self._failed.add(urn)
        elif name == "resourcePreEvent":
            self._unfinished.add(key)
        else:
            self._unfinished.discard(key)
        if key not in self._metadata or op not in _REPLACEMENTS:
            self._metadata[key] = metadata

    def _take_diagnostic(self, severity: str, urn: str, message: str) -> None:
        text, record = taken_apart(message)
        if severity == DEBUG:  # logged by the program just before its sentence
            self._records |= {} if record is None or isinstance(record, ResourceFailed) else {record.sentence: record}
            return
        text = _said(text)
        record = record or self._records.get(text)
        tenant = tenant_of(urn)
        named = (tenant,) if tenant else record.tenants if isinstance(record, ProgramRefused) else ()
        self._diagnostics.append(Diagnostic(DiagnosticSeverity(severity), urn, named, redact_text(text), record))
        if severity == DiagnosticSeverity.ERROR and urn:
            self._failed.add(urn)

    def preview(self) -> Preview:
        told = (each for each in self._diagnostics if each.message not in _SAYS_NOTHING)
        diagnostics = tuple(sorted(told, key=lambda each: (each.severity, each.urn, each.message)))
        errors = [each for each in diagnostics if each.severity is DiagnosticSeverity.ERROR]
        steps = sorted(map(self._step, self._metadata), key=_order)
        return Preview(
            stack=self._stack(),
            steps=tuple(steps),
            violations=tuple(sorted(self._violations, key=lambda each: (each.policy, each.urn, each.message))),
            diagnostics=diagnostics,
            failure=redact_text(self._failure(errors)),
            complete=self._result is not None and not errors and not any(step.failed for step in steps),
        )

    def _stack(self) -> str:
        named = (Urn.parse(urn).stack for urn, _ in self._metadata)
        return str(self._ended.get("stack") or next(named, self._given))

    def _step(self, key: tuple[str, Op]) -> PreviewStep:
        (urn, op), metadata = key, self._metadata[key]
        old, new = metadata.get("old") or {}, metadata.get("new") or {}
        compared = "outputs" if op is Op.REFRESH else "inputs"
        unread = op is Op.REFRESH and key in self._unfinished
        return PreviewStep(
            op=op,
            urn=urn,
            type=metadata["type"],
            name=Urn.parse(urn).name,
            tenant=tenant_of(urn),
            old_inputs=old.get("inputs") or {},
            new_inputs=new.get("inputs") or {},
            old_outputs=old.get("outputs") or {},
            new_outputs=new.get("outputs") or {},
            changes=() if unread else changes(_compared(old.get(compared)), _compared(new.get(compared))),
            failed=urn in self._failed or unread,
        )

    def _failure(self, errors: list[Diagnostic]) -> str:
        mandatory = sorted({each.policy for each in self._violations if each.is_mandatory})
        if errors:
            return errors[0].message.splitlines()[0]
        if self._result is None:
            return str(self._ended.get("message") or "the engine's events end before its summary")
        if mandatory:
            return f"mandatory policies are violated: {', '.join(mandatory)}"
        if self._failed:
            return f"{len(self._failed)} resources failed"
        if self._result != "succeeded":
            return f"the engine reports: {self._result}"
        return str(self._ended.get("message") or "the engine failed") if self._ended.get("exitCode") else ""


def _compared(properties: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return what is compared: when Twilio was asked is no change."""
    return {key: value for key, value in (properties or {}).items() if key != LOOKED_AT}


def _said(text: str) -> str:
    """Return a message without the engine's prefixes."""
    for beginning in _PUT_BEFORE:
        text = text.removeprefix(beginning)
    return text


def _violation(content: Mapping[str, Any]) -> PolicyViolation:
    return PolicyViolation(
        policy=content["policyName"],
        level=content["enforcementLevel"],
        severity=content.get("severity", ""),
        urn=content.get("resourceUrn", ""),
        message=redact_text(content["message"]).strip(),
    )


def _order(step: PreviewStep) -> tuple[str, str, str, bool, str]:
    return (step.tenant or "", step.kind, step.name, step.op is not Op.REFRESH, step.op)

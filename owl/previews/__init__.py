"""Previews of the Pulumi engine, as plain values: run for a stack, or read from a recorded file."""

from owl.previews.changes import Change
from owl.previews.events import preview_of, read_preview
from owl.previews.preview import Diagnostic, DiagnosticSeverity, Op, PolicyViolation, Preview, PreviewStep
from owl.previews.run import FOR_DRIFT, run_preview, without_rules

__all__ = [
    "FOR_DRIFT",
    "Change",
    "Diagnostic",
    "DiagnosticSeverity",
    "Op",
    "PolicyViolation",
    "Preview",
    "PreviewStep",
    "preview_of",
    "read_preview",
    "run_preview",
    "without_rules",
]

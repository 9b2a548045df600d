"""What the Pulumi engine says it would do, as plain values: run for a stack, or read from a recorded file."""

from previews.changes import Change
from previews.events import preview_of, read_preview
from previews.preview import Diagnostic, Op, Preview, Severity, Step, Violation
from previews.run import run_preview

__all__ = [
    "Change",
    "Diagnostic",
    "Op",
    "Preview",
    "Severity",
    "Step",
    "Violation",
    "preview_of",
    "read_preview",
    "run_preview",
]

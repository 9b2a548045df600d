"""Fail a call of the engine with a message of our own.

Pulumi's host for dynamic providers lets exceptions reach gRPC, which puts "Exception calling application:" before their
text. Its context can end a call with a text as it is. The host does not pass it on, so it is looked up among the
callers.
"""

import sys
from types import FrameType  # noqa: TC003 - one line beats a guarded import
from typing import Any

_HOST = "pulumi/dynamic/__main__.py"


def fail(message: str) -> None:
    """End the engine's call with this message; return if there is no such call, as in a test."""
    context = _context()
    if context is not None:
        context.abort(sys.modules["grpc"].StatusCode.UNKNOWN, message)  # the host has loaded it


def _context() -> Any | None:
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - documented; there is no other way to it
    while frame is not None:
        if frame.f_code.co_filename.endswith(_HOST) and "context" in frame.f_locals:
            return frame.f_locals["context"]
        frame = frame.f_back
    return None

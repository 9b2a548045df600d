"""The part of the engine's events that is recorded in a file: what a preview needs, without secrets."""

from collections.abc import Mapping
from typing import Any

from owl.previews.changes import SECRET, UNKNOWN
from providers.core.outputs import LOOKED_AT
from providers.core.records import MARKER
from providers.core.wire import is_secret

DEBUG = "debug"
"""The severity of messages for debugging."""

ENDED = "ended"
"""Our own last event of a recorded file: stack, exit code, and the engine's message on stderr."""

_KEPT = frozenset(
    {
        ENDED,
        "diagnosticEvent",
        "errorEvent",
        "policyEvent",
        "resOpFailedEvent",
        "resOutputsEvent",
        "resourcePreEvent",
        "summaryEvent",
    }
)
_INTERNAL = frozenset({"__provider", LOOKED_AT})
"""Properties that the engine shows to nobody."""

_UNKNOWN_VALUES = frozenset(
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
"""The engine's placeholders for values not known yet: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin."""


def kept(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the recorded part of an event, each secret replaced by `[secret]`; None if nothing is recorded."""
    name = next((key for key in event if key in _KEPT), None)
    if name is None or (name == "diagnosticEvent" and _is_for_debugging(event[name])):
        return None
    return {name: _plain(event[name])}


def _is_for_debugging(diagnostic: Mapping[str, Any]) -> bool:
    """Return whether a message is for debugging. A program's records are logged as debug messages, but are not."""
    return diagnostic.get("severity") == DEBUG and not str(diagnostic.get("message", "")).startswith(MARKER)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):  # asked first, for most values are none, and there are thousands for each tenant
        return (
            SECRET if is_secret(value) else {key: _plain(each) for key, each in value.items() if key not in _INTERNAL}
        )
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return UNKNOWN if isinstance(value, str) and value in _UNKNOWN_VALUES else value

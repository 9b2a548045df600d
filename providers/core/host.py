"""Leave out what Pulumi's host for dynamic providers does again for every call.

For each of a resource's two or three calls in a run, the host makes an event loop, to serialize plain values, and
settings, which are the same for the whole process; and it goes through all values as if each could be a secret, an
asset or an output. That takes longer than what providers do in a call that changes nothing.

It replaces names in the host's module (`pulumi.dynamic.__main__`). Where those have changed, the host stays as it is:
more work, but correct. A test fails when a new version of the SDK renames them.
"""

import sys
from types import FrameType, SimpleNamespace
from typing import Any

from google.protobuf import struct_pb2  # type: ignore[import-untyped] # it has no types
from pulumi.runtime import rpc
from pulumi.runtime.rpc import deserialize_properties, serialize_properties

_HOST = "pulumi/dynamic/__main__.py"
_USED = frozenset({"PROVIDER_KEY", "_PROVIDER_CACHE", "asyncio", "get_provider", "rpc"})
"""The names of the host that are replaced or used."""

_PLAIN = frozenset({bool, float, int, str, type(None)})
"""Types of values that contain no other value."""


def repeat_less() -> bool:
    """Make the host that calls this do less for each call.

    Returns:
        Whether there was a host: not in a test that calls providers directly.
    """
    host = _host()
    if host is None or not host.keys() >= _USED:
        return False
    get_provider, cached, key = host["get_provider"], host["_PROVIDER_CACHE"], host["PROVIDER_KEY"]

    def provider_of(props: dict[str, Any], config: dict[str, Any]) -> Any:
        return cached.get(props[key]) or get_provider(props, config)

    host["get_provider"] = provider_of
    host["rpc"] = SimpleNamespace(
        **{**vars(rpc), "deserialize_properties": deserialized, "serialize_properties": serialized}
    )
    host["asyncio"] = SimpleNamespace(new_event_loop=_NoLoop)
    return True


def deserialized(struct: Any, *options: Any) -> Any:
    """Return the values of a struct, as the SDK does; `None` is left out of dicts."""
    try:
        return _values(struct)
    except _NotPlainError:
        return deserialize_properties(struct, *options)


async def serialized(properties: dict[str, Any], dependencies: Any) -> Any:
    """Return properties as a struct, as the SDK does; `None` is left out."""
    if not all(map(is_plain, properties.values())):
        return await serialize_properties(properties, dependencies)
    struct: Any = struct_pb2.Struct()
    struct.update({name: value for name, value in properties.items() if value is not None})
    return struct


def is_plain(value: Any) -> bool:
    """Return whether a value is what JSON has: nothing in it is unknown, an output, or to be awaited."""
    kind = type(value)
    if kind is dict:
        return all(type(key) is str and is_plain(each) for key, each in value.items())
    return kind in _PLAIN or (kind in (list, tuple) and all(map(is_plain, value)))


class _NotPlainError(Exception):
    """A value is unknown, a secret, or something else that the SDK has to look at."""


class _NoLoop:
    """An event loop that never has to wait: providers return no outputs."""

    def run_until_complete(self, coroutine: Any) -> Any:
        """Return the coroutine's result."""
        try:
            coroutine.send(None)
        except StopIteration as done:
            return done.value
        raise AssertionError("a provider returned something that has to be awaited")

    def close(self) -> None:
        """Do nothing."""


def _values(struct: Any) -> dict[str, Any]:
    fields = struct.fields
    if rpc._special_sig_key in fields:  # noqa: SLF001 - see the module
        raise _NotPlainError
    return {name: value for name, each in fields.items() if (value := _value(each)) is not None}


def _value(packed: Any) -> Any:
    kind = packed.WhichOneof("kind")
    match kind:
        case "string_value":
            if packed.string_value == rpc.UNKNOWN:
                raise _NotPlainError
            return packed.string_value
        case "struct_value":
            return _values(packed.struct_value)
        case "list_value":
            return [_value(each) for each in packed.list_value.values]
        case "null_value":
            return None
        case None:
            raise _NotPlainError
        case _:
            return getattr(packed, kind)


def _host() -> dict[str, Any] | None:
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - the host's module has no name of its own
    while frame is not None:
        if frame.f_code.co_filename.endswith(_HOST):
            return frame.f_globals
        frame = frame.f_back
    return None

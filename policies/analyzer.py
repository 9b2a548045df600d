"""Unpack the engine's requests to the policy pack once per request rather than once per policy.

The SDK's analyzer runs every policy on every resource and unpacks the resource each time: with more than a hundred
policies that takes longer than the rest of a preview. This one runs policies on a single type of resource, the only one
that concerns them, caches what it has unpacked until it responds, and remediates nothing.

It replaces names in the SDK's module; a test fails if an SDK version renames them.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from pulumi_policy import policy as sdk

Unpack = Callable[..., Any]


class _Request(threading.local):
    """What this thread has unpacked for its request. It keeps the packed objects, so that no id is reused."""

    def __init__(self) -> None:
        self.unpacked: dict[tuple[Any, ...], tuple[Any, Any]] = {}


_request = _Request()


def _once(unpack: Unpack) -> Unpack:
    def unpacked(packed: Any, *options: Any) -> Any:
        key = (unpack, id(packed), *options)
        if key not in _request.unpacked:
            _request.unpacked[key] = (packed, unpack(packed, *options))
        return _request.unpacked[key][1]

    return unpacked


@contextmanager
def _one_request() -> Iterator[None]:
    try:
        yield
    finally:
        _request.unpacked.clear()


def unpack_once(concerned: str) -> None:
    """Make this process's analyzer unpack each object once per request.

    Args:
        concerned: The only type of resource that policies on single resources check.
    """
    module: Any = sdk
    analyzer: Any = module._PolicyAnalyzerServicer  # noqa: SLF001 - see the module

    class Analyzer(analyzer):  # type: ignore[misc]
        """The SDK's analyzer with less work; its methods have the protocol's names."""

        def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - see above
            if request.type != concerned:
                return module.proto.AnalyzeResponse()
            with _one_request():
                return super().Analyze(request, context)

        def AnalyzeStack(self, request: Any, context: Any) -> Any:  # noqa: N802 - see above
            with _one_request():
                return super().AnalyzeStack(request, context)

        def Remediate(self, _request: Any, _context: Any) -> Any:  # noqa: N802 - see above
            return module.proto.RemediateResponse()

    module.json_format = SimpleNamespace(MessageToDict=_once(module.json_format.MessageToDict))
    module.deserialize_properties = _once(module.deserialize_properties)
    module.unknown_checking_proxy = _once(module.unknown_checking_proxy)
    module._PolicyAnalyzerServicer = Analyzer  # noqa: SLF001 - see the module

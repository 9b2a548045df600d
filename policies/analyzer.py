"""What the engine hands the pack, unpacked once a request rather than once for each policy.

The SDK's analyzer asks every policy about every resource, and unpacks the resource anew each time: with more than a
hundred policies that takes longer than all else in a preview. This one asks of one type of resource only, where nothing
else concerns policies about one resource, remembers what it has unpacked until its answer, and remedies nothing.

It stands in for names that the SDK's module looks up; a test says so when an SDK has others.
"""

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from pulumi_policy import policy as sdk

Unpack = Callable[..., Any]


class _Request(threading.local):
    """What this thread has unpacked for the request that it answers, and of what: so that no id is given twice."""

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


def _answered(method: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    def answer(servicer: Any, request: Any, context: Any) -> Any:
        try:
            return method(servicer, request, context)
        finally:
            _request.unpacked.clear()

    return answer


def unpack_once(concerned: str) -> None:
    """Have the analyzer of this process unpack what it is handed once.

    Args:
        concerned: The only type of resource that policies about one resource have something to say of.
    """
    module: Any = sdk
    analyzer: Any = module._PolicyAnalyzerServicer  # noqa: SLF001 - see the module
    analyze = _answered(analyzer.Analyze)

    class Analyzer(analyzer):  # type: ignore[misc]
        """The SDK's, with less to do."""

        AnalyzeStack = _answered(analyzer.AnalyzeStack)

        def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
            return analyze(self, request, context) if request.type == concerned else module.proto.AnalyzeResponse()

        def Remediate(self, _request: Any, _context: Any) -> Any:  # noqa: N802 - the protocol's name
            return module.proto.RemediateResponse()

    module.json_format = SimpleNamespace(MessageToDict=_once(module.json_format.MessageToDict))
    module.deserialize_properties = _once(module.deserialize_properties)
    module.unknown_checking_proxy = _once(module.unknown_checking_proxy)
    module._PolicyAnalyzerServicer = Analyzer  # noqa: SLF001 - see the module

"""What the engine hands the pack, unpacked once a request rather than once for each policy.

The SDK's analyzer asks every policy about every resource, and unpacks the resource anew each time: with more than a
hundred policies that takes longer than all else in a preview. This one asks of one type of resource only, where nothing
else concerns policies about one resource, remembers what it has unpacked until its answer, and remedies nothing.

It stands in for names that the SDK's module looks up; a test says so when an SDK has others.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def _one_request() -> Iterator[None]:
    try:
        yield
    finally:
        _request.unpacked.clear()


def unpack_once(concerned: str) -> None:
    """Have the analyzer of this process unpack what it is handed once.

    Args:
        concerned: The only type of resource that policies about one resource have something to say of.
    """
    module: Any = sdk
    analyzer: Any = module._PolicyAnalyzerServicer  # noqa: SLF001 - see the module

    class Analyzer(analyzer):  # type: ignore[misc]
        """The SDK's, with less to do; its methods have the protocol's names."""

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

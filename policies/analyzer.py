"""Unpack the engine's requests to the policy pack once per request rather than once per policy.

The SDK's analyzer runs every policy on every resource and unpacks the resource each time: with more than a hundred
policies that takes longer than the rest of a preview. This one runs policies on a single type of resource, the only one
that concerns them, unpacks a resource once per request, builds the list of a stack's resources once for all policies on
stacks, and remediates nothing.

It replaces names in the SDK's module; a test fails if an SDK version renames them.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from pulumi_policy import EnforcementLevel
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


def _resources(request: Any, properties: Unpack, options: Unpack) -> list[Any]:
    """Return a stack's resources as the SDK passes them to policies, without providers and parents."""
    module: Any = sdk
    built = {
        each.urn: module.PolicyResource(
            each.type,
            properties(each.properties),
            each.urn,
            each.name,
            options(each),
            None,
            None,
            [],
            {},
        )
        for each in request.resources
    }
    for each in request.resources:
        sources = {
            name: [built[urn] for urn in on.urns if urn in built] for name, on in each.propertyDependencies.items()
        }
        built[each.urn].property_dependencies.update(sources)
    return list(built.values())


def unpack_once(concerned: str) -> None:
    """Make this process's analyzer unpack each object once per request.

    Args:
        concerned: The only type of resource that policies on single resources check.
    """
    module: Any = sdk
    analyzer: Any = module._PolicyAnalyzerServicer  # noqa: SLF001 - see the module
    to_dict, deserialize, checked = (
        module.json_format.MessageToDict,
        module.deserialize_properties,
        module.unknown_checking_proxy,
    )

    def properties(packed: Any) -> Any:
        """Unpack a resource that is passed once: of thousands of them nothing packed is kept."""
        return checked(deserialize(to_dict(packed)))

    class Analyzer(analyzer):  # type: ignore[misc]
        """The SDK's analyzer with less work; its methods have the protocol's names."""

        def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - see above
            if request.type != concerned:
                return module.proto.AnalyzeResponse()
            with _one_request():
                return super().Analyze(request, context)

        def __init__(self, name: str, version: str, policies: list[Any], *args: Any, **options: Any) -> None:
            super().__init__(name, version, policies, *args, **options)
            self._on_stacks = [each for each in policies if isinstance(each, module.StackValidationPolicy)]

        def AnalyzeStack(self, request: Any, _context: Any) -> Any:  # noqa: N802 - see above
            self._configure_runtime_settings()
            response = module.proto.AnalyzeResponse()
            resources = _resources(request, properties, self._get_resource_options)
            for policy in self._on_stacks:
                level = self._get_enforcement_level(policy)
                if level != EnforcementLevel.DISABLED:
                    report = self._create_report_violation(
                        response, policy.name, policy.description, level, policy.severity
                    )
                    policy.validate(
                        module.StackValidationArgs(resources, self._get_policy_config(policy.name), {}), report
                    )
            return response

        def Remediate(self, _request: Any, _context: Any) -> Any:  # noqa: N802 - see above
            return module.proto.RemediateResponse()

    module.json_format = SimpleNamespace(MessageToDict=_once(to_dict))
    module.deserialize_properties = _once(deserialize)
    module.unknown_checking_proxy = _once(checked)
    module._PolicyAnalyzerServicer = Analyzer  # noqa: SLF001 - see the module

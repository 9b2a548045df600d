"""The pack's analyzer passes policies the same as the SDK's own, with less work."""

from typing import Any

import pytest
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel, ResourceValidationPolicy, StackValidationPolicy
from pulumi_policy import policy as sdk

from policies.analyzer import unpack_once

CONCERNED = "owl:stack:TenantFiles"
REPLACED = ("_PolicyAnalyzerServicer", "json_format", "deserialize_properties", "unknown_checking_proxy")


@pytest.fixture
def seen() -> list[Any]:
    """Return what policies received."""
    return []


@pytest.fixture
def analyzer(seen: list[Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two policies of each kind, each of which finds something."""
    for name in REPLACED:
        monkeypatch.setattr(sdk, name, getattr(sdk, name))
    unpack_once(CONCERNED)

    def on_resource(args: Any, report: Any) -> None:
        seen.append(args.props)
        report(f"{args.name} is {args.props['color']}")

    def on_stack(args: Any, report: Any) -> None:
        seen.append(args.resources)
        report(f"{len(args.resources)} resources")

    policies = [
        *(ResourceValidationPolicy(name, "of one", on_resource) for name in ("a", "b")),
        *(StackValidationPolicy(name, "of all", on_stack) for name in ("c", "d")),
    ]
    return sdk._PolicyAnalyzerServicer("owl", "0.0.1", policies, EnforcementLevel.MANDATORY)


def resource(request: Any, color: str, type_: str = CONCERNED) -> Any:
    """Return one of the engine's messages about a resource."""
    message = request(type=type_, urn=f"urn of {color}", name="acme")
    message.properties.update({"color": color})
    return message


def test_every_policy_receives_the_same(analyzer: Any, seen: list[Any]) -> None:
    """Resources are unpacked once a request, and again for the next."""
    found = analyzer.Analyze(resource(proto.AnalyzeRequest, "red"), None)
    next_found = analyzer.Analyze(resource(proto.AnalyzeRequest, "blue"), None)

    told = [(each.policyName, each.message) for each in (*found.diagnostics, *next_found.diagnostics)]
    assert told == [
        *((name, "of one\nacme is red") for name in ("a", "b")),
        *((name, "of one\nacme is blue") for name in ("a", "b")),
    ]
    assert seen[0] is seen[1]
    assert seen[2] is seen[3]


def test_all_resources_are_unpacked_once(analyzer: Any, seen: list[Any]) -> None:
    """Policies about the stack receive the same list of them."""
    request = proto.AnalyzeStackRequest()
    request.resources.extend([resource(proto.AnalyzerResource, "red"), resource(proto.AnalyzerResource, "blue")])

    found = analyzer.AnalyzeStack(request, None)

    assert [each.message for each in found.diagnostics] == ["of all\n2 resources"] * 2
    assert seen[0] is seen[1]


def test_a_resource_without_a_rule_is_not_evaluated(analyzer: Any, seen: list[Any]) -> None:
    """A rule about one type is not evaluated for another."""
    found = analyzer.Analyze(resource(proto.AnalyzeRequest, "red", "pulumi-python:dynamic/twilio:Campaign"), None)

    assert (list(found.diagnostics), seen) == ([], [])

"""The stack's resources before this run, as its program can read them: the outputs of its last deployment.

This look-up, which stack references use too, is the only way for a program to read the state
(https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi

from providers.core.gate import is_waiting
from providers.core.resource import TwilioResource
from tenants.model.naming import Urn, twilio_kind

Outputs = Mapping[str, Any]


@dataclass(frozen=True)
class Deployed:
    """The resources of a stack before this run: outputs by kind and name. Secrets are in plain text: never print it."""

    resources: Mapping[tuple[str, str], Outputs]
    outputs: Outputs = field(default_factory=dict)
    """The stack's exported outputs."""

    def get(self, resource: TwilioResource) -> Outputs | None:
        """Return the outputs of a declared resource; None if it is not at Twilio yet."""
        return self.at_twilio(type(resource).__name__, resource.resource_name)

    def at_twilio(self, kind: str, name: str) -> Outputs | None:
        """Return the outputs of a resource; None if it is not at Twilio yet."""
        outputs = self.resources.get((kind, name))
        return None if outputs is None or is_waiting(outputs) else outputs

    def names(self, kind: str) -> list[str]:
        """Return the names of the resources of a kind that are at Twilio, sorted."""
        return sorted(name for known, name in self.resources if known == kind and self.at_twilio(kind, name))


def deployed(name: str | None = None) -> Deployed:
    """Return a stack's resources before this run. Call it before anything is declared.

    Args:
        name: The stack's name; None for the current one.
    """
    stack = f"{pulumi.get_organization()}/{pulumi.get_project()}/{name or pulumi.get_stack()}"
    found = pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", {"stackName": stack}).value
    resources, exported = {}, {}
    for urn, resource in (found or {}).get("outputs", {}).items():
        if resource["type"] == "pulumi:pulumi:Stack":
            exported = resource["outputs"]
        if kind := twilio_kind(resource["type"]):
            resources[kind, Urn.parse(urn).name] = resource["outputs"]
    return Deployed(resources, exported)

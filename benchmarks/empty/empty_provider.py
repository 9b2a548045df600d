"""A dynamic provider that does nothing, in no time: what is left is the engine's own cost."""

from typing import Any

import pulumi
from pulumi import dynamic


class EmptyProvider(dynamic.ResourceProvider):
    """Answers at once, with what it was given."""

    serialize_as_secret_always = False

    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        """Make up an id."""
        return dynamic.CreateResult(props["name"], {**props, "sid": props["name"]})

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.DiffResult:
        """See no difference."""
        return dynamic.DiffResult(changes=False)

    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        """Read back what is known."""
        return dynamic.ReadResult(id_, props)


class Empty(dynamic.Resource):
    """A resource that takes any inputs."""

    sid: pulumi.Output[str]

    def __init__(self, name: str, **inputs: Any) -> None:
        super().__init__(EmptyProvider(), name, {"name": name, "sid": None, **inputs})

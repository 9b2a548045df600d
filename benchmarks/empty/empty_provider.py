"""A dynamic provider that does nothing, so that only the engine's own time remains."""

from typing import Any

import pulumi
from pulumi import dynamic


class EmptyProvider(dynamic.ResourceProvider):
    """Returns its inputs immediately."""

    serialize_as_secret_always = False

    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        """Return a made-up id."""
        return dynamic.CreateResult(props["name"], {**props, "sid": props["name"]})

    def diff(self, _id: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.DiffResult:
        """Return whether the friendly name differs."""
        return dynamic.DiffResult(changes=olds.get("friendly_name") != news.get("friendly_name"))

    def update(self, _id: str, _olds: dict[str, Any], news: dict[str, Any]) -> dynamic.UpdateResult:
        """Return the new inputs."""
        return dynamic.UpdateResult({**news, "sid": news["name"]})

    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        """Return the known state."""
        return dynamic.ReadResult(id_, props)


class Empty(dynamic.Resource):
    """A resource that takes any inputs."""

    sid: pulumi.Output[str]

    def __init__(self, name: str, **inputs: Any) -> None:
        super().__init__(EmptyProvider(), name, {"name": name, "sid": None, **inputs})

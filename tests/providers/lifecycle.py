"""Calls a provider the way the engine does: one process a run, numbers as floats, None omitted."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import dill
from pulumi.dynamic import DiffResult

from providers.core import run
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource
from providers.core.wire import is_secret


def over_the_wire(value: Any) -> Any:
    """Return what a provider receives: integers as floats, secrets decrypted, None omitted."""
    match value:
        case bool():
            return value
        case int():
            return float(value)
        case dict() if is_secret(value):
            return value["value"]
        case dict():
            return {key: over_the_wire(each) for key, each in value.items() if each is not None}
        case list():
            return [over_the_wire(each) for each in value]
        case _:
            return value


@dataclass
class Stack:
    """The state of one resource, and the engine's operations on it.

    Attributes:
        resource: The kind of resource.
        config: The stack's config.
    """

    resource: type[TwilioResource]
    config: dict[str, str]
    sid: str | None = None
    inputs: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)

    def provider(self) -> TwilioProvider[Any]:
        """Start a run: a new process, the provider from its pickle."""
        run.begin(self.config.get)
        blob = base64.b64encode(dill.dumps(self.resource.provider_class()))
        provider: TwilioProvider[Any] = dill.loads(base64.b64decode(blob))  # noqa: S301 - our own, as the engine does
        return provider

    def preview(self, declared: Mapping[str, Any]) -> DiffResult:
        """Check and compare, in a separate run."""
        provider = self.provider()
        checked = provider.check(over_the_wire(self.inputs), over_the_wire(declared))
        assert not checked.failures
        return provider.diff(self.sid or "", over_the_wire(self.outputs), over_the_wire(checked.inputs))

    def up(self, declared: Mapping[str, Any]) -> str:
        """Deploy the declared inputs; return the operation: create, update, replace or same."""
        provider = self.provider()
        checked = provider.check(over_the_wire(self.inputs), over_the_wire(declared))
        assert not checked.failures
        news, olds = over_the_wire(checked.inputs), over_the_wire(self.outputs)
        done = "create"
        if self.sid is not None:
            difference = provider.diff(self.sid, olds, news)
            if not difference.changes:
                return "same"
            done = "replace" if difference.replaces else "update"
            if done == "replace" and difference.delete_before_replace:
                provider.delete(self.sid, olds)
        replaced = self.sid if done == "replace" and not difference.delete_before_replace else None
        if done == "update":
            assert self.sid is not None
            outs = provider.update(self.sid, olds, news).outs
        else:
            created = provider.create(news)
            self.sid, outs = created.id, created.outs
        self.inputs, self.outputs = dict(checked.inputs), dict(outs or {})
        if replaced is not None:
            provider.delete(replaced, olds)
        return done

    def refresh(self) -> bool:
        """Read the object; return whether it exists. As in the engine, inputs stay if the read returns none."""
        assert self.sid is not None
        read = self.provider().read(self.sid, over_the_wire(self.outputs))
        if not read.id:
            self.sid, self.inputs, self.outputs = None, {}, {}
            return False
        self.sid, self.outputs = read.id, dict(read.outs or {})
        if read.inputs is not None:
            self.inputs = dict(read.inputs)
        return True

    def destroy(self) -> None:
        """Delete the object and forget it."""
        assert self.sid is not None
        self.provider().delete(self.sid, over_the_wire(self.outputs))
        self.sid, self.inputs, self.outputs = None, {}, {}

    def forget(self) -> None:
        """Lose the state, like an engine that is killed before it records anything."""
        self.sid, self.inputs, self.outputs = None, {}, {}

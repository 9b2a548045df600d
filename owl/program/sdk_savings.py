"""Leave out what Pulumi's SDK does for every resource and nobody here reads.

- Debug messages: each of several a resource is a blocking call to the engine, which drops them unless it runs with
  `--debug`. That is a fifth of the program's CPU time.
- Stack traces: the engine keeps the line that declares a resource. Here that is always one of a few lines in this
  package, because tenants are files. They are an eighth of the CPU time of a preview.
- Inputs as attributes: of each property of a resource the SDK makes an `Output`, which is four futures. Programs read
  only what Twilio adds, such as `sid`.
- Outputs of what is known: the SDK makes an `Output`, which is a task, of each value in a dict or list, and of each
  resource's URN before the engine says it. Together with the next one they are a quarter of what the program does after
  its imports.
- A look at each value that is sent or received: it could be a secret, an asset or an output (`providers/core/host.py`).
- The types of a resource's outputs, which the SDK reads from the class again for each resource, and the pickle of its
  provider, which is the same for all resources of a class.

It replaces names in the SDK's modules; a test fails if an SDK version renames them.
"""

import os
from functools import cache
from typing import Any

import pulumi
from pulumi import _types, output
from pulumi.dynamic import dynamic
from pulumi.runtime import resource, rpc
from pulumi.runtime.proto import source_pb2

from providers.core.host import deserialized, is_plain
from providers.core.outputs import LOOKED_AT
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource

DEBUG = "OWL_SDK_DEBUG"
"""The environment variable that keeps messages and traces, for `pulumi up --debug`."""


def save_sdk_work() -> None:
    """Leave out all of that in this process."""
    leave_out_debug_output()
    leave_out_inputs_as_attributes()
    make_fewer_outputs()
    look_at_values_once()
    pickle_providers_once()


def leave_out_inputs_as_attributes() -> None:
    """Make the outputs of Twilio's resources their only attributes in this process."""
    runtime: Any = rpc
    transfer = runtime.transfer_properties

    def transferred(made: pulumi.Resource, properties: dict[str, Any], custom: bool) -> Any:  # noqa: FBT001 - the SDK's
        if isinstance(made, TwilioResource):
            outputs = {*made.provider_class.outputs, LOOKED_AT}
            properties = {name: value for name, value in properties.items() if name in outputs}
        return transfer(made, properties, custom)

    runtime.transfer_properties = transferred


def make_fewer_outputs() -> None:
    """Make one `Output` of a value that is known as a whole, none of a URN that nobody asks for, and types once."""
    outputs: Any = output
    of_any = pulumi.Output.from_input
    urn_of_any = resource.create_urn

    def from_input(value: Any) -> pulumi.Output[Any]:
        if isinstance(value, pulumi.Output):
            return pulumi.Output._from_data(_as_it_is(value, of_any))  # noqa: SLF001 - see the module
        if not is_plain(value):
            named = type(value) is dict and all(type(name) is str for name in value)
            return pulumi.Output.all(**value) if named else of_any(value)
        return pulumi.Output._from_data(_known(outputs._OutputData(set(), value, True, False)))  # noqa: SLF001 - see the module

    def create_urn(name: Any, type_: Any, parent: Any = None, *others: Any) -> Any:
        before_registration = not others and isinstance(name, str) and (parent is None or isinstance(parent, str))
        return _NoUrn() if before_registration else urn_of_any(name, type_, parent, *others)

    pulumi.Output.from_input = staticmethod(from_input)  # type: ignore[method-assign, assignment]
    runtime: Any = resource
    runtime.create_urn = create_urn
    types: Any = _types
    types.resource_types = cache(types.resource_types)


def look_at_values_once() -> None:
    """Send and receive values that are known as a whole without a look at each value in them."""
    runtime: Any = rpc
    serialize = runtime.serialize_property

    async def serialize_property(value: Any, *args: Any, **options: Any) -> Any:
        plain = not options.get("return_protobuf_value") and is_plain(value)
        return value if plain else await serialize(value, *args, **options)

    runtime.serialize_property = serialize_property
    runtime.deserialize_properties = deserialized


def pickle_providers_once() -> None:
    """Pickle a resource's provider once for all resources of its class: none of ours holds anything."""
    sdk: Any = dynamic
    serialize = sdk.serialize_provider
    pickled: Any = cache(lambda kind: serialize(kind()))

    def serialize_provider(provider: Any) -> Any:
        return pickled(type(provider)) if isinstance(provider, TwilioProvider) else serialize(provider)

    sdk.serialize_provider = serialize_provider


class _NoUrn:
    """The URN that the SDK computes before it registers a resource, for programs that run without an engine."""

    async def future(self) -> None:
        """Return no URN."""


async def _known(data: Any) -> Any:
    return data


async def _as_it_is(value: Any, of_any: Any) -> Any:
    """Return an output's data, with every output in it resolved."""
    data = await value._data  # noqa: SLF001 - see the module
    return data if data.is_known and is_plain(data.value) else await of_any(value)._data  # noqa: SLF001 - same


def leave_out_debug_output() -> None:
    """Make this process's SDK send neither debug messages nor stack traces, unless `OWL_SDK_DEBUG` is set."""
    if os.environ.get(DEBUG):
        return
    log: Any = pulumi.log
    runtime: Any = resource
    log.debug = _nothing
    runtime._get_stack_trace = source_pb2.StackTrace  # noqa: SLF001 - see the module


def _nothing(*_args: object, **_options: object) -> None:
    """Stand in for `pulumi.log.debug`."""

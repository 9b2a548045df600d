"""Leave out what Pulumi's SDK does for every resource and nobody here reads.

- Debug messages: each of several a resource is a blocking call to the engine, which drops them unless it runs with
  `--debug`. That is a fifth of the program's CPU time.
- Stack traces: the engine keeps the line that declares a resource. Here that is always one of a few lines in this
  package, because tenants are files. They are an eighth of the CPU time of a preview.
- Inputs as attributes: of each property of a resource the SDK makes an `Output`, which is four futures. Programs read
  only what Twilio adds, such as `sid`.

It replaces names in the SDK's modules; a test fails if an SDK version renames them.
"""

import os
from typing import Any

import pulumi
from pulumi.runtime import resource, rpc
from pulumi.runtime.proto import source_pb2

from providers.core.outputs import LOOKED_AT
from providers.core.resource import TwilioResource

DEBUG = "OWL_SDK_DEBUG"
"""The environment variable that keeps messages and traces, for `pulumi up --debug`."""


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

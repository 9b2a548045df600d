"""Leave out what Pulumi's SDK does for every resource and nobody here reads.

- Debug messages: each of several a resource is a blocking call to the engine, which drops them unless it runs with
  `--debug`. That is a fifth of the program's CPU time.
- Stack traces: the engine keeps the line that declares a resource. Here that is always one of a few lines in this
  package, because tenants are files. They are an eighth of the CPU time of a preview.

It replaces names in the SDK's modules; a test fails if an SDK version renames them.
"""

import os
from typing import Any

import pulumi
from pulumi.runtime import resource
from pulumi.runtime.proto import source_pb2

DEBUG = "OWL_SDK_DEBUG"
"""The environment variable that keeps both, for `pulumi up --debug`."""


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

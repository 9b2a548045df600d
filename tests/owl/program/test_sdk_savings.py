"""What the program leaves out of the SDK's work."""

import subprocess
import sys

PROGRAM = """
import pulumi
from pulumi.runtime import resource
assert callable(pulumi.log.debug) and callable(resource._get_stack_trace), "the SDK has renamed them"
from owl.program.sdk_savings import leave_out_debug_output
before = resource._get_stack_trace
leave_out_debug_output()
print(pulumi.log.debug("a message"), len(resource._get_stack_trace().frames), resource._get_stack_trace is before)
"""

ATTRIBUTES = """
import asyncio
from pulumi.runtime import rpc
from owl.program.sdk_savings import leave_out_inputs_as_attributes
from providers.address import Address
leave_out_inputs_as_attributes()
async def transferred():
    address = object.__new__(Address)
    return [*rpc.transfer_properties(address, {"sid": None, "street": "1 Main St", "__looked_at": None}, True)]
print(*asyncio.run(transferred()))
"""


def left_out(program: str = PROGRAM, **environment: str) -> str:
    """Return what a program of its own says, since this changes the SDK for the whole process."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_no_debug_message_is_sent_and_no_stack_is_walked() -> None:
    """The SDK still has the names that are replaced."""
    assert left_out() == "None 0 False"


def test_whoever_debugs_the_program_gets_both() -> None:
    """The SDK then stays as it is."""
    assert left_out(OWL_SDK_DEBUG="1").endswith("True")


def test_a_resource_has_its_outputs_as_attributes_and_no_inputs() -> None:
    """The SDK makes four futures of each attribute, and nobody reads an input from a resource."""
    assert left_out(ATTRIBUTES) == "sid __looked_at"

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

OUTPUTS = """
import asyncio
import pulumi
from pulumi.output import Unknown
from pulumi.runtime import resource
from owl.program.sdk_savings import make_fewer_outputs

made = 0
def counted(data, make=pulumi.Output._from_data):
    global made
    made += 1
    return make(data)
pulumi.Output._from_data = counted

async def seen():
    values = {"a": [1, "x", (2.5, None)], "b": {"c": True}, "d": []}
    mixed = [pulumi.Output.secret({"e": pulumi.Output.from_input(3)}), {"f": Unknown()}, values, ()]
    found = []
    for value in (values, mixed, pulumi.Output.from_input(values), pulumi.Output.secret(values)):
        output = pulumi.Output.from_input(value)
        found.append((await output.future(), await output.is_secret(), await output.is_known()))
    urn = resource.create_urn("n", "t", pulumi.Output.from_input("p::q"))
    return [*found, await pulumi.Output.all(**values).future(), await urn.future()]

usual, first = asyncio.run(seen()), made
make_fewer_outputs()
made = 0
print(asyncio.run(seen()) == usual, made < first / 2, asyncio.run(resource.create_urn("n", "t", "u").future()))
"""

VALUES = """
import asyncio
from pulumi.runtime import rpc
from owl.program.sdk_savings import look_at_values_once
values = {"a": [1, "x", (2.5, None)], "b": {"c": True, "d": None}, "e": None}
def seen():
    struct = asyncio.run(rpc.serialize_properties(values, {}))
    return struct, rpc.deserialize_properties(struct)
usual = seen()
look_at_values_once()
print(seen() == usual)
"""


PROVIDERS = """
from pulumi.dynamic import dynamic
from owl.program.sdk_savings import pickle_providers_once
from providers.address import AddressProvider
from providers.campaign import CampaignProvider
kinds = (AddressProvider, CampaignProvider, AddressProvider, dynamic.ResourceProvider)
usual = [dynamic.serialize_provider(each()) for each in kinds]
pickle_providers_once()
seen = [dynamic.serialize_provider(each()) for each in kinds]
print(seen == usual, seen[0] is seen[2])
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


def test_what_is_known_as_a_whole_is_one_output() -> None:
    """The SDK makes an output of each value in it; what they say together stays the same."""
    assert left_out(OUTPUTS) == "True True None"


def test_values_arrive_as_before() -> None:
    """In both directions."""
    assert left_out(VALUES) == "True"


def test_a_class_of_resources_has_one_pickle() -> None:
    """States hold it: it stays what the SDK makes of each provider."""
    assert left_out(PROVIDERS) == "True True"

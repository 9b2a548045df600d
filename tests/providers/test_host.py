"""Pulumi's host for dynamic providers does less for each call, and answers the same."""

import subprocess
import sys

PROBE = """
import runpy, sys, threading
from google.protobuf import json_format, struct_pb2
from pulumi.dynamic import CheckResult, DiffResult, ReadResult, ResourceProvider
from pulumi.runtime.proto import provider_pb2
from pulumi.runtime.rpc import UNKNOWN
from providers.core.host import repeat_less

class Usual(ResourceProvider):
    def check(self, olds, news):
        return CheckResult({**news, "pair": (1, "two")}, [])
    def diff(self, id_, olds, news):
        return DiffResult(changes=olds != news)
    def read(self, id_, props):
        return ReadResult(id_, props, {"given": None, **props})

class Spared(Usual):
    def check(self, olds, news):
        assert repeat_less(), "the SDK's host has changed"
        return super().check(olds, news)

def until_main_waits(event, timeout=None, wait=threading.Event.wait):
    if sys._getframe(1).f_code.co_name == "main":
        raise KeyboardInterrupt
    return wait(event, timeout)

threading.Event.wait = until_main_waits
host = runpy.run_module("pulumi.dynamic", run_name="__main__")
servicer = host["DynamicResourceProviderServicer"]()

def packed(provider, **values):
    host["_PROVIDER_CACHE"][type(provider).__name__] = provider
    struct = struct_pb2.Struct()
    struct.update({**values, "__provider": type(provider).__name__})
    return struct

def answers(provider):
    values = {"sid": "AC1", "ttl": 5, "on": True, "none": None, "texts": ["a", None, {"b": [1.5, {}]}], "empty": {}}
    for more in ({}, {"later": UNKNOWN}, {"texts": ["a", UNKNOWN]}):
        olds, news = packed(provider, **values), packed(provider, **{**values, **more})
        yield servicer.Check(provider_pb2.CheckRequest(olds=olds, news=news), None)
        yield servicer.Diff(provider_pb2.DiffRequest(id="1", olds=olds, news=news), None)
        yield servicer.Read(provider_pb2.ReadRequest(id="1", properties=news), None)

def shown(answer):
    text = json_format.MessageToDict(answer)
    for each in ("inputs", "properties"):
        text.get(each, {}).pop("__provider", None)
    return text

usual = [shown(each) for each in answers(Usual())]
list(answers(Spared()))
spared = [shown(each) for each in answers(Spared())]
print(len(usual), usual == spared, usual[0]["inputs"]["pair"], "texts" in usual[0]["inputs"])
"""


def test_the_host_answers_as_before() -> None:
    """Plain values, nested ones, and values that are not known yet."""
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=False)

    assert done.stdout.splitlines()[-1:] == ["9 True [1.0, 'two'] True"], done.stdout + done.stderr

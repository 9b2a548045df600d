"""The thread pool of Pulumi's host for dynamic providers can be enlarged; this fails if a new SDK moves it."""

import subprocess
import sys

PROBE = """
import os, runpy, threading
from providers.core.concurrency import widen_pool

def probe():
    while not widen_pool(64):
        pass
    from providers.core.concurrency import _host_pool
    together = threading.Barrier(64, timeout=1200)
    pool = _host_pool()
    waiting = [pool.submit(together.wait) for _ in range(64)]
    print("together:", sorted(each.result() for each in waiting) == list(range(64)), flush=True)
    os._exit(0)

threading.Thread(target=probe).start()
runpy.run_module("pulumi.dynamic", run_name="__main__")
"""


def test_the_hosts_pool_takes_64_calls_at_once() -> None:
    """The real host runs 64 calls at the same time; its own four threads would wait for each other forever."""
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=False, timeout=1200)

    assert "together: True" in done.stdout, done.stderr

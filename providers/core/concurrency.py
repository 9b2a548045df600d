"""More provider calls in parallel than the four of Pulumi's host for dynamic providers.

A call to Twilio is 100 to 200 ms of waiting; with four at a time a thousand objects take 40 seconds of it. The host
(`pulumi.dynamic.__main__`) fixes its pool at four threads and offers no setting, so the pool is widened from inside,
once there is a connection whose calls take time. Threads that only compute get in each other's way: with 32 of them a
drift preview of 1,000 resources takes a tenth more CPU.

It reaches into a local variable of the host's `main`; where that has changed the pool stays as it is, and runs are
slower but correct. A test fails when a new version of the SDK moves it.
"""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import FrameType  # noqa: TC003 - one line beats a guarded import

CONCURRENT_CALLS = 64
"""Concurrent calls: as many as the engine asks for (`PULUMI_PARALLEL`, which can be set lower, never higher).

Twilio limits what one account has under way, at a number it does not publish
(https://www.twilio.com/docs/api/errors/20429). Tenants' calls go to accounts of their own, and what is refused for it
is tried again after a wait.
"""

_HOST = "pulumi/dynamic/__main__.py"


def widen_pool(workers: int = CONCURRENT_CALLS) -> bool:
    """Let the host run `workers` provider calls in parallel; how many the engine sends is its `--parallel`.

    Returns:
        Whether there was a host to widen: not in a test that calls providers directly.
    """
    pool = _host_pool()
    if pool is None:
        return False
    pool._max_workers = max(pool._max_workers, workers)  # noqa: SLF001 - no public setting exists
    for _ in range(workers):
        pool.submit(_nothing)  # each submission starts a thread while none is idle; what waits already would start none
    return True


def _nothing() -> None:
    """Take a place in the pool's queue."""


def _host_pool() -> ThreadPoolExecutor | None:
    frame: FrameType | None = sys._current_frames().get(threading.main_thread().ident or 0)  # noqa: SLF001 - documented, for this use
    while frame is not None:
        if frame.f_code.co_name == "main" and frame.f_code.co_filename.endswith(_HOST):
            server = frame.f_locals.get("server")
            pool = getattr(getattr(server, "_state", None), "thread_pool", None)
            return pool if isinstance(pool, ThreadPoolExecutor) else None
        frame = frame.f_back
    return None

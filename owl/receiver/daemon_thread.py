"""Calls that ask Twilio something, on threads that the process does not wait for when it ends.

A call to Twilio is tried again for two minutes, and a service manager kills what has not stopped after half a minute.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

Result = TypeVar("Result")


async def in_daemon_thread(call: Callable[[], Result]) -> Result:
    """Return what a call returns. It must write nothing that may not end halfway.

    Raises:
        Exception: Whatever the call raises.
    """
    loop = asyncio.get_running_loop()
    answered: asyncio.Future[Result] = loop.create_future()

    def settle(settle_with: Callable[[Any], None], outcome: object) -> None:
        if not answered.done():  # otherwise nobody waits for it any more
            settle_with(outcome)

    def run() -> None:
        how: Callable[[Any], None] = answered.set_result
        outcome: object
        try:
            outcome = call()
        except Exception as error:  # noqa: BLE001 - the caller gets it
            how, outcome = answered.set_exception, error
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(settle, how, outcome)

    threading.Thread(target=run, daemon=True).start()
    return await answered

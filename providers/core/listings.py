"""Twilio's lists, each read once in a run by the first caller that needs it, and shared by all.

A refresh asks for hundreds of objects; Twilio answers one list of a thousand in the time of one object.
"""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any

Listing = dict[str, Any]
"""SID to the SDK's instance."""


class Listings:
    """The lists read in this run. Safe for use by many threads: a list is loaded by one, awaited by the others."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listings: dict[Hashable, Future[Listing]] = {}

    def get(self, key: Hashable, load: Callable[[], Listing]) -> Listing:
        """Return the list under `key`, loaded if nobody has. An error reaches all who wait, and is not kept."""
        with self._lock:
            known = self._listings.get(key)
            mine = known is None
            future = self._listings.setdefault(key, Future()) if known is None else known
        if mine:
            try:
                future.set_result(load())
            except BaseException as error:
                self.forget(key)
                future.set_exception(error)
                raise
        return future.result()

    def forget(self, key: Hashable) -> None:
        """Have the list read again when it is next needed."""
        with self._lock:
            self._listings.pop(key, None)

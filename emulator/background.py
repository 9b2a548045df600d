"""What goes on at Twilio between calls: messages move on and webhooks go out.

There is no clock of its own: `tick` does what is due, and every call ticks when anything is.
"""

import time

from emulator.core import clock, webhooks
from emulator.core.courier import Courier
from emulator.core.store import Store, Transaction
from emulator.messaging import message_delivery

_LOOK_SECONDS = 0.02
"""How often `settle` looks again."""


class Background:
    """The work of one database that no caller waits for.

    Args:
        store: The database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._courier = Courier(store)

    def tick(self) -> None:
        """Move on what is due and send the webhooks that wait; to be called now and then while nobody else calls."""
        with self._store.transaction() as store:
            settings = store.settings()
            message_delivery.move_on(store, settings, clock.now(settings))
        self.wake()

    def wake(self) -> None:
        """Send the webhooks that wait."""
        self._courier.wake()

    def settle(self, seconds: float) -> bool:
        """Wait until no webhook waits and no message will move within `seconds`, but no longer than that."""
        until = time.monotonic() + seconds
        while True:
            self.tick()
            with self._store.reading() as store:
                if not webhooks.any_pending(store) and not _due_within(store, seconds):
                    return True
            if time.monotonic() >= until:
                return False
            self._courier.wait(_LOOK_SECONDS)

    def close(self) -> None:
        """Finish what is on its way, within seconds; the rest is for the next process that opens the database."""
        self._courier.close()


def _due_within(store: Transaction, seconds: float) -> bool:
    settings = store.settings()
    due = message_delivery.next_due(store, settings)
    return due is not None and due <= clock.now(settings) + seconds

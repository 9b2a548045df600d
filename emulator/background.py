"""What Twilio does between calls: messages advance and webhooks are sent.

There is no timer: `tick` does what is due, and every call ticks when anything is due.
"""

import time

from emulator.core import clock, webhook_failures, webhooks
from emulator.core.store import Settings, Store, Transaction
from emulator.core.webhook_connection import Answer
from emulator.core.webhook_sender import WebhookSender
from emulator.messaging import message_delivery

_LOOK_SECONDS = 0.02
"""How often `settle` checks again."""


class Background:
    """The background work of one database.

    Args:
        store: The database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sender = WebhookSender(store, _finished)

    def tick(self) -> None:
        """Advance the messages that are due and send pending webhooks; call it now and then while no client calls."""
        with self._store.transaction() as store:
            settings = store.settings()
            message_delivery.move_on(store, settings, clock.now(settings))
        self.wake()

    def wake(self) -> None:
        """Send pending webhooks."""
        self._sender.wake()

    def settle(self, seconds: float) -> bool:
        """Wait up to `seconds` until no webhook is pending and no message will advance within that time."""
        until = time.monotonic() + seconds
        while True:
            self.tick()
            with self._store.reading() as store:
                if not webhooks.any_pending(store) and not _due_within(store, seconds):
                    return True
            if time.monotonic() >= until:
                return False
            self._sender.wait(_LOOK_SECONDS)

    def close(self) -> None:
        """Finish the webhooks being sent, within seconds; the next process that opens the database sends the rest."""
        self._sender.close()


def _finished(store: Transaction, settings: Settings, webhook: webhooks.Webhook, answer: Answer) -> None:
    from emulator.messaging import inbound_replies  # noqa: PLC0415 - loads the products

    webhook_failures.log(store, settings, webhook, answer)
    inbound_replies.carry_out(store, settings, webhook, answer)


def _due_within(store: Transaction, seconds: float) -> bool:
    settings = store.settings()
    due = message_delivery.next_due(store, settings)
    return due is not None and due <= clock.now(settings) + seconds

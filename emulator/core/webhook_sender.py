"""Sends the outbox's webhooks on a few threads, each at least once.

A sender claims webhooks in the database before it sends them, so that only one of several processes sends each. The
next sender takes over what a process that died had claimed.
"""

import atexit
import logging
import os
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from emulator.core import webhooks
from emulator.core.store import Settings, Store, Transaction
from emulator.core.webhook_connection import Answer, Request, WebhookConnection, prepared
from emulator.core.webhooks import Webhook

THREADS = 64
"""How many webhooks are under way at a time, as far as they are about different resources. With half as many, a
receiver that answers after its commit waits for the sender between two commits."""

PAUSES_SECONDS = (0.05, 0.1, 0.2)
"""The pauses before the three further attempts after a connection error or a 5xx."""

CLOSING_SECONDS = 1.5
"""How long closing waits for webhooks being sent; the next process sends what is not finished then."""

_LOG = logging.getLogger(__name__)

Sent = tuple[Webhook, int, Answer]
"""A webhook that was sent, the number of attempts, and the last answer."""


@dataclass(frozen=True)
class _Known:
    """What sending needs of the database, read again whenever webhooks are taken or recorded.

    Attributes:
        settings: The settings.
        tokens: The auth token of each account; None for one that is gone.
    """

    settings: Settings
    tokens: dict[str, str | None] = field(default_factory=dict)


class WebhookSender:
    """Sends the webhooks of one database.

    Each thread has a lane: the webhooks that it sends, one after the other. Those about one resource are in one lane.
    Whichever thread comes first records what all have sent meanwhile, in one transaction: that takes longer than a
    request. What a process that dies had not recorded is sent again.

    Args:
        store: The database.
        finished: Called with each webhook that was sent or given up, in the transaction that records it.
    """

    def __init__(self, store: Store, finished: Callable[[Transaction, Settings, Webhook, Answer], None]) -> None:
        self._store = store
        self._finished = finished
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._known = _Known({})
        self._lanes: dict[int, SimpleQueue[Webhook | None]] = {}
        self._threads: list[threading.Thread] = []
        self._sent: SimpleQueue[Sent] = SimpleQueue()
        self._taking = threading.Lock()
        self._recording = threading.Lock()
        self._changed = threading.Condition()
        self._sending = 0
        self._closed = False

    def wake(self) -> None:
        """Take whatever waits in the outbox and send it on the threads of this sender."""
        with self._store.reading() as store:
            free = {name for name in webhooks.senders(store) if name != self._name and not _alive(name)}
        if not free:
            return
        with self._taking:
            if self._closed:
                return
            with self._store.transaction() as store:
                taken = webhooks.hand_over(store, free, self._name)
                self._known = _Known(store.settings())
            with self._changed:
                self._sending += len(taken)
            for webhook in taken:
                self._lane(webhook.resource_sid).put(webhook)

    def wait(self, seconds: float) -> None:
        """Wait up to `seconds` until no webhook is being sent."""
        with self._changed:
            self._changed.wait_for(lambda: not self._sending, seconds)

    def close(self) -> None:
        """Finish the webhooks being sent, for `CLOSING_SECONDS` at most, and return the rest to the outbox."""
        until = time.monotonic() + CLOSING_SECONDS
        with self._changed:
            self._changed.wait_for(lambda: self._closed or not self._sending, CLOSING_SECONDS)
        with self._taking, self._recording, self._changed:
            if self._closed:
                return
            self._closed = True
            self._changed.notify_all()
            if self._sending:
                with self._store.transaction() as store:
                    webhooks.hand_over(store, [self._name], "")
        atexit.unregister(self.close)
        for lane in self._lanes.values():
            lane.put(None)
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _lane(self, resource_sid: str) -> SimpleQueue[Webhook | None]:
        """Return the lane of a resource, with a thread from its first use on."""
        number = hash(resource_sid) % THREADS
        lane = self._lanes.get(number)
        if lane is None:
            if not self._lanes:
                atexit.register(self.close)
            lane = self._lanes[number] = SimpleQueue()
            thread = threading.Thread(target=self._work, args=(lane,), daemon=True)
            self._threads.append(thread)
            thread.start()
        return lane

    def _work(self, lane: SimpleQueue[Webhook | None]) -> None:
        with WebhookConnection() as connection:
            while (webhook := lane.get()) and not self._closed:
                self._sent.put((webhook, *self._send(connection, webhook)))
                # The thread that records looks again after it has stopped, so that nothing is left behind.
                while not self._sent.empty() and self._recording.acquire(blocking=False):
                    try:
                        more = self._record()
                    finally:
                        self._recording.release()
                    if more:
                        self.wake()

    def _record(self) -> bool:
        """Record all webhooks that were sent; return whether further webhooks wait."""
        sent = self._drain()
        if not sent or self._closed:
            return False
        more = self._finish(sent)
        with self._changed:
            self._sending -= len(sent)
            if not self._sending:
                self._changed.notify_all()
        return more

    def _drain(self) -> list[Sent]:
        sent = []
        with suppress(Empty):
            while True:
                sent.append(self._sent.get_nowait())
        return sent

    def _finish(self, sent: Sequence[Sent]) -> bool:
        """Record how webhooks ended, and what follows from it; return whether further webhooks wait."""
        try:
            with self._store.transaction() as store:
                settings = store.settings()
                for webhook, attempts, answer in sent:
                    webhooks.finish(store, webhook.sequence, attempts, answer.outcome)
                    self._finished(store, settings, webhook, answer)
                self._known = _Known(settings)
                return webhooks.any_unclaimed(store)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next webhook is sent
            if len(sent) > 1:
                return any([self._finish([each]) for each in sent])  # noqa: C419 - each is recorded
            [(webhook, attempts, answer)] = sent
            _LOG.error("The answer to webhook %d was not dealt with: %s", webhook.sequence, type(error).__name__)
            with self._store.transaction() as store:
                webhooks.finish(store, webhook.sequence, attempts, answer.outcome)
            return False

    def _send(self, connection: WebhookConnection, webhook: Webhook) -> tuple[int, Answer]:
        """Send a webhook, up to four times; return the number of attempts and the last answer."""
        try:
            request = self._request(webhook)
        except ValueError as reason:
            return 0, Answer(f"not delivered: {reason}")
        attempt, answer = 0, Answer("")
        for pause in (*PAUSES_SECONDS, 0.0):
            attempt += 1
            answer = connection.attempt(request)
            if answer.final or self._pause(pause):
                break
        return attempt, answer

    def _request(self, webhook: Webhook) -> Request:
        """Return the signed request of a webhook.

        Raises:
            ValueError: When it cannot be sent, saying why.
        """
        known = self._known
        auth_token = self._token(known, webhook.account_sid)
        address = webhook.signed_url
        headers = {
            "Host": urlsplit(address).netloc.rpartition("@")[2],
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": webhooks.signature(auth_token, address, webhook.form),
            "I-Twilio-Idempotency-Token": webhook.idempotency_token,
        }
        url = webhooks.destination(known.settings, address)
        return prepared(webhook.method, url, headers, webhook.form, webhook.body)

    def _token(self, known: _Known, account_sid: str) -> str:
        """Return an account's auth token.

        Raises:
            ValueError: There is none, saying why.
        """
        if account_sid not in known.tokens:
            with self._changed:
                if self._closed:
                    raise ValueError("the local Twilio is closed")
                if account_sid not in known.tokens:
                    with self._store.reading() as store:
                        account = store.find("account", sid=account_sid)
                    known.tokens[account_sid] = account.body["auth_token"] if account else None
        if (token := known.tokens[account_sid]) is None:
            raise ValueError("its account is gone")
        return token

    def _pause(self, seconds: float) -> bool:
        """Wait before the next attempt; return whether to stop because the sender closes."""
        with self._changed:
            return self._changed.wait_for(lambda: self._closed, seconds)


def _alive(name: str) -> bool:
    """Return whether the process of a sender still runs; an empty name belongs to none."""
    if not name:
        return False
    try:
        os.kill(int(name.partition("-")[0]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

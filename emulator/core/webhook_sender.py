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
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from urllib.parse import urlsplit

import requests

from emulator.core import webhooks
from emulator.core.store import Store, Transaction
from emulator.core.webhooks import Webhook

THREADS = 4
ATTEMPT_SECONDS = 5.0
"""How long one attempt may take to connect, and again to be answered."""

PAUSES_SECONDS = (0.05, 0.1, 0.2)
"""The pauses before the three further attempts after a connection error or a 5xx."""

CLOSING_SECONDS = 1.5
"""How long closing waits for webhooks being sent; the next process sends what is not finished then."""


ANSWER_BYTES = 64 * 1024
"""How much of an answer is read: https://www.twilio.com/docs/api/errors/11750."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """How a webhook was answered in the last attempt.

    Attributes:
        outcome: What the outbox says about it.
        final: Whether another attempt would change nothing.
        status: The HTTP status; None if there was no answer.
        media_type: The type of the content, such as `text/xml`.
        content: The content, as far as it is read.
    """

    outcome: str
    final: bool = True
    status: int | None = None
    media_type: str = ""
    content: bytes = b""

    @property
    def delivered(self) -> bool:
        """Whether the webhook was accepted."""
        return self.status is not None and self.status < requests.codes.bad_request


class WebhookSender:
    """Sends the webhooks of one database.

    Args:
        store: The database.
        finished: Called with each webhook that was sent or given up, in the transaction that records it.
    """

    def __init__(self, store: Store, finished: Callable[[Transaction, Webhook, Answer], None]) -> None:
        self._store = store
        self._finished = finished
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._lanes: list[SimpleQueue[Webhook | None]] = []
        self._threads: list[threading.Thread] = []
        self._taking = threading.Lock()
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
            if taken and not self._lanes:
                self._start()
            with self._changed:
                self._sending += len(taken)
            for webhook in taken:
                self._lanes[hash(webhook.resource_sid) % THREADS].put(webhook)

    def wait(self, seconds: float) -> None:
        """Wait up to `seconds` until a webhook was delivered or given up."""
        with self._changed:
            self._changed.wait(seconds)

    def close(self) -> None:
        """Finish the webhooks being sent, for `CLOSING_SECONDS` at most, and return the rest to the outbox."""
        until = time.monotonic() + CLOSING_SECONDS
        with self._changed:
            self._changed.wait_for(lambda: self._closed or not self._sending, CLOSING_SECONDS)
        with self._taking, self._changed:
            if self._closed:
                return
            self._closed = True
            self._changed.notify_all()
            if self._sending:
                with self._store.transaction() as store:
                    webhooks.hand_over(store, [self._name], "")
        atexit.unregister(self.close)
        for lane in self._lanes:
            lane.put(None)
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _start(self) -> None:
        atexit.register(self.close)
        self._lanes = [SimpleQueue() for _ in range(THREADS)]
        self._threads = [threading.Thread(target=self._work, args=(lane,), daemon=True) for lane in self._lanes]
        for thread in self._threads:
            thread.start()

    def _work(self, lane: SimpleQueue[Webhook | None]) -> None:
        with requests.Session() as session:
            session.trust_env = False  # a proxy of the environment would carry webhooks off this machine
            while webhook := lane.get():
                attempts, answer = self._send(session, webhook)
                with self._changed:
                    if self._closed:
                        return
                    more = self._finish(webhook, attempts, answer)
                    self._sending -= 1
                    self._changed.notify_all()
                if more:
                    self.wake()

    def _finish(self, webhook: Webhook, attempts: int, answer: Answer) -> bool:
        """Record how a webhook ended, and what follows from it; return whether further webhooks wait."""
        try:
            with self._store.transaction() as store:
                webhooks.finish(store, webhook.sequence, attempts, answer.outcome)
                self._finished(store, webhook, answer)
                return webhooks.any_unclaimed(store)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next webhook is sent
            _LOG.error("The answer to webhook %d was not dealt with: %s", webhook.sequence, type(error).__name__)
            with self._store.transaction() as store:
                webhooks.finish(store, webhook.sequence, attempts, answer.outcome)
            return False

    def _send(self, session: requests.Session, webhook: Webhook) -> tuple[int, Answer]:
        """Send a webhook, up to four times; return the number of attempts and the last answer."""
        try:
            request = session.prepare_request(self._request(webhook))
        except (ValueError, requests.RequestException) as reason:
            return 0, Answer(f"not delivered: {reason}")
        attempt, answer = 0, Answer("")
        for pause in (*PAUSES_SECONDS, 0.0):
            attempt += 1
            answer = _attempt(session, request)
            if answer.final or self._pause(pause):
                break
        return attempt, answer

    def _request(self, webhook: Webhook) -> requests.Request:
        """Return the signed request of a webhook.

        Raises:
            ValueError: When it cannot be sent, saying why.
        """
        with self._changed:
            if self._closed:
                raise ValueError("the local Twilio is closed")
            with self._store.reading() as store:
                settings = store.settings()
                account = store.find("account", sid=webhook.account_sid)
        if account is None:
            raise ValueError("its account is gone")
        address = webhook.signed_url
        headers = {
            "Host": urlsplit(address).netloc.rpartition("@")[2],
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": webhooks.signature(account.body["auth_token"], address, webhook.form),
            "I-Twilio-Idempotency-Token": webhook.idempotency_token,
        }
        data = webhook.body.encode() or webhook.form
        if webhook.body:
            headers["Content-Type"] = "application/json"
        return requests.Request(webhook.method, webhooks.destination(settings, address), headers, data=data)

    def _pause(self, seconds: float) -> bool:
        """Wait before the next attempt; return whether to stop because the sender closes."""
        with self._changed:
            return self._changed.wait_for(lambda: self._closed, seconds)


def _attempt(session: requests.Session, request: requests.PreparedRequest) -> Answer:
    """Send a request once, and return the answer. A redirection is not followed."""
    try:
        with session.send(request, timeout=ATTEMPT_SECONDS, allow_redirects=False, stream=True) as answer:
            content = b""
            for part in answer.iter_content(ANSWER_BYTES):
                content += part
                if len(content) > ANSWER_BYTES:
                    break
    except requests.RequestException as error:
        return Answer(f"not delivered: {type(error).__name__}", final=False)
    status = answer.status_code
    delivered = status < requests.codes.bad_request
    return Answer(
        f"delivered: {status}" if delivered else f"not delivered: answered {status}",
        status < requests.codes.server_error,
        status,
        answer.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        content,
    )


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

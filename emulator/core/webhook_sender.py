"""Sends the outbox's webhooks on a few threads, each at least once.

A sender claims webhooks in the database before it sends them, so that only one of several processes sends each. The
next sender takes over what a process that died had claimed.
"""

import atexit
import os
import secrets
import threading
import time
from queue import SimpleQueue
from urllib.parse import urlsplit

import requests

from emulator.core import webhooks
from emulator.core.store import Store
from emulator.core.webhooks import Webhook

THREADS = 4
ATTEMPT_SECONDS = 5.0
"""How long one attempt may take to connect, and again to be answered."""

PAUSES_SECONDS = (0.05, 0.1, 0.2)
"""The pauses before the three further attempts after a connection error or a 5xx."""

CLOSING_SECONDS = 1.5
"""How long closing waits for webhooks being sent; the next process sends what is not finished then."""


class WebhookSender:
    """Sends the webhooks of one database.

    Args:
        store: The database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
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
                attempts, outcome = self._send(session, webhook)
                with self._changed:
                    if self._closed:
                        return
                    with self._store.transaction() as store:
                        webhooks.finish(store, webhook.sequence, attempts, outcome)
                    self._sending -= 1
                    self._changed.notify_all()

    def _send(self, session: requests.Session, webhook: Webhook) -> tuple[int, str]:
        """Send a webhook, up to four times; return the number of attempts and the outcome."""
        try:
            request = session.prepare_request(self._request(webhook))
        except (ValueError, requests.RequestException) as reason:
            return 0, f"not delivered: {reason}"
        attempt, outcome, final = 0, "", False
        for pause in (*PAUSES_SECONDS, 0.0):
            attempt += 1
            outcome, final = _attempt(session, request)
            if final or self._pause(pause):
                break
        return attempt, outcome

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
        return requests.Request(webhook.method, webhooks.destination(settings, address), headers, data=webhook.form)

    def _pause(self, seconds: float) -> bool:
        """Wait before the next attempt; return whether to stop because the sender closes."""
        with self._changed:
            return self._changed.wait_for(lambda: self._closed, seconds)


def _attempt(session: requests.Session, request: requests.PreparedRequest) -> tuple[str, bool]:
    """Send a request once; return the outcome and whether it is final. A redirection is not followed."""
    try:
        answer = session.send(request, timeout=ATTEMPT_SECONDS, allow_redirects=False)
    except requests.RequestException as error:
        return f"not delivered: {type(error).__name__}", False
    status = answer.status_code
    if status < requests.codes.bad_request:
        return f"delivered: {status}", True
    return f"not delivered: answered {status}", status < requests.codes.server_error


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

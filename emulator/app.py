"""The local Twilio as a WSGI application: it authenticates a call, finds its operation and runs it in a transaction.

The product is known by the Host header (`messaging.twilio.com`, `api.dublin.ie1.twilio.com`) or, on any
other host, by the first part of the path (`/messaging/v1/Services`).
"""

import json
import os
import re
import secrets
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.wrappers import Request, Response

from emulator import registry
from emulator.background import Background
from emulator.control import Control
from emulator.core import (
    clock,
    credentials,
    errors,
    faults,
    journal,
    lag,
)
from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.store import Settings, Store, Transaction
from emulator.messaging import message_delivery

_TWILIO_HOST = re.compile(r"([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.twilio\.com(?::\d+)?")
_CONTROL = "/_local/"


class Application:
    """Twilio's REST API over one database.

    Args:
        store: The database.
        background: Its background work.
        on_kill: What the fault `kill` does.
    """

    def __init__(self, store: Store, background: Background, on_kill: Callable[[], None]) -> None:
        self._store = store
        self._background = background
        self._on_kill = on_kill
        self._control = Control(store, background)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one call; the WSGI entry point.

        Raises:
            ConnectionDroppedError: When a fault cuts the connection; the server closes it without an answer.
        """
        request = Request(environ)
        if request.path.startswith(_CONTROL):
            response = _json_response(*self._control.over_http(request))
        else:
            response = self._answer(request)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        product, base_url, path = _locate(request)
        with self._store.reading() as store:
            settings = store.settings()
            faulty = faults.any_kept(store)
            due = message_delivery.next_due(store, settings)
        now = clock.now(settings)
        if due is not None and due <= now:
            self._background.tick()
        entry = journal.Entry(time=now, method=request.method, host=f"{product}.twilio.com", path=path)
        fault = self._due(entry, product) if faulty else None
        latency = settings.get(faults.LATENCY, 0.0)
        if latency:
            time.sleep(latency)  # the wait is what was asked for; no lock is held
        if fault and fault.phase == "before" and (early := self._strike(fault, entry)):
            return early
        if fault and fault.action == "lag":
            settings = lag.of_fault(settings, fault)
        response = self._run(request, product, base_url, entry, settings)
        if fault and fault.phase == "after" and (late := self._strike(fault, None)):
            return late
        return response

    def _due(self, entry: journal.Entry, product: str) -> faults.Fault | None:
        with self._store.transaction() as store:
            fault = faults.take(store, entry.method, product, entry.path)
        if fault:
            entry.fault = f"{fault.phase} {fault.action}"
        return fault

    def _strike(self, fault: faults.Fault, entry: journal.Entry | None) -> Response | None:
        """Apply a fault; `entry` is the call to record, unless the operation has recorded it."""
        if fault.action == "delay":
            time.sleep(fault.seconds)  # the wait is the fault
        if fault.action in {"delay", "lag"}:
            return None
        if entry:
            if fault.action == "status":
                entry.status, entry.code = fault.status, fault.code
            with self._store.transaction() as store:
                journal.record(store, entry)
        if fault.action == "drop":
            raise faults.ConnectionDroppedError
        if fault.action == "kill":
            if fault.pid:
                os.kill(fault.pid, signal.SIGKILL)
            self._on_kill()
            raise faults.ConnectionDroppedError
        headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        return _json_response(fault.status, errors.body(fault.status, fault.code, "Fault on demand"), headers)

    def _run(self, request: Request, product: str, base_url: str, entry: journal.Entry, settings: Settings) -> Response:
        try:
            with self._store.transaction() as store:
                status, answer = self._operate(store, request, product, base_url, entry, settings)
                entry.status = status
                journal.record(store, entry)
        except TwilioError as error:
            entry.status, entry.code = error.status, error.code
            with self._store.transaction() as store:
                journal.record(store, entry)
            return _json_response(error.status, errors.body(error.status, error.code, error.message))
        self._background.wake()
        return _json_response(status, answer)

    @staticmethod
    def _operate(  # noqa: PLR0913, PLR0917 - these are what a call is
        store: Transaction, request: Request, product: str, base_url: str, entry: journal.Entry, settings: Settings
    ) -> tuple[int, dict[str, Any] | None]:
        """Run the operation of a call inside its transaction; return status and body."""
        caller = credentials.identify(store, request.authorization)
        entry.caller_sid, entry.credential = caller.account.sid, caller.credential
        operation, values = registry.find(entry.method, product, entry.path)
        account_sid = values.pop("account_sid", None)
        account = credentials.acting_account(store, caller, account_sid, entry.path)
        entry.account_sid = account.sid
        if account.body["status"] == "closed" and request.method != "GET":
            raise TwilioError(20005, sid=account.sid)
        now = clock.now(settings)
        call = Call(request, product, base_url, entry.path, caller, account, store, settings, now)
        return operation.status, operation.handler(call, **values)


def _locate(request: Request) -> tuple[str, str, str]:
    """Return the product a call is for, what its absolute addresses begin with, and its path on Twilio's host."""
    origin = f"{request.scheme}://{request.host}"
    match = _TWILIO_HOST.fullmatch(request.host)
    if match:
        return match[1], origin, request.path
    product, _, path = request.path.removeprefix("/").partition("/")
    return product, f"{origin}/{product}", f"/{path}"


def _json_response(
    status: int, body: dict[str, Any] | list[Any] | None, headers: Mapping[str, str] | None = None
) -> Response:
    text = "" if body is None else json.dumps(body)
    response = Response(text, status, headers, mimetype="application/json")
    response.headers["Twilio-Request-Id"] = "RQ" + secrets.token_hex(16)
    return response

"""The local Twilio as a WSGI application: it authenticates a call, finds its operation and runs it in a transaction.

The product is known by the Host header (`messaging.twilio.com`, `api.dublin.ie1.twilio.com`) or, on any
other host, by the first part of the path (`/messaging/v1/Services`).
"""

import json
import logging
import os
import re
import secrets
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from emulator import control_calls, registry
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
from emulator.core.errors import NotCoveredError, TwilioError
from emulator.core.store import Settings, Store, Transaction, UnusableDatabaseError
from emulator.messaging import deactivations, message_delivery

_TWILIO_HOST = re.compile(r"([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.twilio\.com(?::\d+)?")
_UPLOAD = "-upload"
"""What a product's second host ends with, which takes files: https://www.twilio.com/docs/phone-numbers/regulatory/api."""

_UNEXPECTED = 20500
_LOG = logging.getLogger(__name__)


class _Request(Request):
    """A request whose body is read once its caller is known, and within bounds."""

    max_content_length = 6 * 1024 * 1024
    max_form_memory_size = 4 * 1024 * 1024


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
        request = _Request(environ)
        try:
            if control_calls.is_control(request.path):
                response = _json_response(*control_calls.answer(self._control, request))
            elif request.path == "/" and request.method == "GET" and control_calls.is_called_here(request):
                response = self._page()
            elif deactivations.is_file(request.path):
                response = self._file(request)
            else:
                response = self._answer(request)
        except faults.ConnectionDroppedError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets an answer
            response = _refused(*self._unexpected(error))
        finally:
            request.close()  # the files of a form
        return response(environ, start_response)

    def _page(self) -> Response:
        from emulator import page  # noqa: PLC0415 - slow to load, and few processes show it

        self._background.tick()
        return page.answer(self._store)

    def _file(self, request: Request) -> Response:
        with self._store.reading() as store:
            text = deactivations.file(store, request.path, clock.now(store.settings()))
        if text is None:
            return Response("Request has expired", HTTPStatus.FORBIDDEN, mimetype="text/plain")
        return Response(text, mimetype="text/plain")

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
        return _refused(fault.status, fault.code, fault.message, headers)

    def _run(self, request: Request, product: str, base_url: str, entry: journal.Entry, settings: Settings) -> Response:
        try:
            with self._store.transaction() as store:
                status, answer = self._operate(store, request, product, base_url, entry, settings)
                entry.status = status
                journal.record(store, entry)
        except TwilioError as error:
            entry.status, entry.code = error.status, error.code
            refusal: tuple[int, int | None, str] = error.status, error.code, error.message
            if isinstance(error, NotCoveredError):
                entry.note = journal.NOT_COVERED
                _LOG.warning("%s", error.message)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is answered and in the journal
            refusal = entry.status, entry.code, _ = self._unexpected(error)
            entry.note = type(error).__name__
        else:
            self._background.wake()
            return _json_response(status, answer)
        with self._store.transaction() as store:
            journal.record(store, entry)
        return _refused(*refusal)

    @staticmethod
    def _unexpected(error: Exception) -> tuple[int, int | None, str]:
        """Return the status, code and message for an error that no operation expects, and log it."""
        if isinstance(error, HTTPException) and error.code:
            return error.code, None, str(error.description)
        status, message = errors.CATALOGUE[_UNEXPECTED]
        reason = f"the local Twilio met an error of its own, {type(error).__name__}"
        if isinstance(error, UnusableDatabaseError):
            reason = str(error)
            _LOG.error("%s", reason)
        else:
            # Without the error's own message, which may quote what was sent.
            _LOG.error("%s\n%s", reason, "".join(traceback.format_tb(error.__traceback__)))
        return status, _UNEXPECTED, f"{message}: {reason}"

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
    match = _TWILIO_HOST.fullmatch(request.host.lower())
    if match:
        return match[1].removesuffix(_UPLOAD), origin.replace(f"{_UPLOAD}.", "."), request.path
    product, _, path = request.path.removeprefix("/").partition("/")
    product = product.removesuffix(_UPLOAD)
    return product, f"{origin}/{product}", f"/{path}"


def _refused(status: int, code: int | None, message: str, headers: Mapping[str, str] | None = None) -> Response:
    response = _json_response(status, errors.body(status, code, message), headers)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Basic realm="Twilio API"'
    return response


def _json_response(
    status: int, body: dict[str, Any] | list[Any] | None, headers: Mapping[str, str] | None = None
) -> Response:
    text = "" if body is None else json.dumps(body)
    response = Response(text, status, headers, mimetype="application/json")
    response.headers["Twilio-Request-Id"] = "RQ" + secrets.token_hex(16)
    return response

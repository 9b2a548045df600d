"""The local Twilio inside a Python process: no server, no socket, nothing to start.

`LocalTwilio(path, account_sid).adapter()` is mounted on a `requests.Session` for `https://`; whatever uses that
session, such as Twilio's own SDK, then talks to the database at `path`.
"""

import io
import os
import secrets
import signal
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.types import WSGIApplication, WSGIEnvironment

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.exceptions import ConnectionError as RequestsConnectionError
from requests.exceptions import ReadTimeout
from requests.structures import CaseInsensitiveDict

from emulator.background import Background
from emulator.core import clock
from emulator.core.faults import LATENCY, ConnectionDroppedError, kept
from emulator.core.lag import LAG
from emulator.core.store import Store

if TYPE_CHECKING:  # loads the products
    from emulator.control import Control


class LocalTwilio:
    """One local Twilio with a parent account, created when the database has none of that SID.

    Several processes may open the same file at the same time.

    Args:
        path: The SQLite file.
        account_sid: The parent account's SID.
        friendly_name: The parent account's name, when it is created.

    Attributes:
        path: As given.
        account_sid: As given.
        auth_token: The parent account's token.
        on_kill: What the fault `kill` does: ends the process group with SIGKILL unless replaced.
    """

    def __init__(self, path: Path, account_sid: str, friendly_name: str = "Owl Inc.") -> None:
        self.path = path
        self.account_sid = account_sid
        self.on_kill = _kill_process_group
        self._store = Store(path)
        with self._store.transaction() as store:
            parent = store.find("account", sid=account_sid) or store.insert(
                "account",
                account_sid,
                {
                    "friendly_name": friendly_name,
                    "auth_token": secrets.token_hex(16),
                    "status": "active",
                    "type": "Full",
                },
                account_sid=account_sid,
                parent_sid=account_sid,
                now=time.time(),
            )
        self.auth_token: str = parent.body["auth_token"]
        self._background = Background(self._store)
        self._background.wake()

    @cached_property
    def application(self) -> WSGIApplication:
        """The WSGI application over this database; imported when first needed."""
        from emulator.app import Application  # noqa: PLC0415 - keeps opening a local Twilio cheap

        return Application(self._store, self._background, self._kill)

    def _kill(self) -> None:
        self.on_kill()

    @cached_property
    def control(self) -> "Control":
        """Clock, paces, faults, journal, ledger and webhooks."""
        from emulator.control import Control  # noqa: PLC0415 - as above

        return Control(self._store, self._background)

    @property
    def answers_at_once(self) -> bool:
        """Whether calls are answered without delay (`Control.set_latency`)."""
        with self._store.reading() as store:
            return not store.settings().get(LATENCY)

    @property
    def lists_may_lag(self) -> bool:
        """Whether its lists lag (`Control.set_lag`), or a fault makes one lag."""
        with self._store.reading() as store:
            told = bool((store.settings().get(LAG) or {}).get("seconds"))
            return told or any(each["action"] == LAG for each in kept(store))

    def now(self) -> float:
        """Return the local Twilio's time in seconds since 1970, by which its lists lag and its reviews advance."""
        with self._store.reading() as store:
            return clock.now(store.settings())

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass on its clock: asleep, or immediately if `Control.skip_waits` is set."""
        with self._store.reading() as store:
            skipped = store.settings().get(clock.SKIP_WAITS)
        if skipped:
            self.control.advance(seconds)
        else:
            time.sleep(seconds)  # the wait is what was asked for; no lock is held

    def adapter(self) -> BaseAdapter:
        """Return what a `requests.Session` mounts for `https://`; safe for any number of threads."""
        return _InProcessAdapter(self)

    def close(self) -> None:
        """Finish the webhooks being sent, for seconds at most, and close the database; everything answered stays."""
        self._background.close()
        self._store.close()


class _InProcessAdapter(BaseAdapter):
    def __init__(self, twilio: LocalTwilio) -> None:
        super().__init__()
        self._twilio = twilio

    def send(  # noqa: PLR0913, PLR0917 - requests' signature
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002, ARG002 - requests' signature
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002, ARG002 - requests' signature
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,  # noqa: ARG002 - requests' signature
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002 - requests' signature
    ) -> Response:
        """Call the application; a caller whose timeout ends before the answer does not get it, as on a network."""
        answer: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
            answer.update(status=status, headers=headers)

        started = time.monotonic()
        try:
            body = b"".join(self._twilio.application(_environ(request), start_response))
        except ConnectionDroppedError:
            raise RequestsConnectionError("Connection aborted: no answer", request=request) from None
        patience = timeout[1] if isinstance(timeout, tuple) else timeout
        if patience is not None and time.monotonic() - started > patience:
            raise ReadTimeout(f"Read timed out after {patience} seconds", request=request)
        return _response(request, answer, body)

    def close(self) -> None:
        """Do nothing: the database belongs to the `LocalTwilio`."""


def _environ(request: PreparedRequest) -> WSGIEnvironment:
    """Return the WSGI environment of a prepared request."""
    url = urlsplit(str(request.url))
    body = request.body or b""
    content = body.encode() if isinstance(body, str) else bytes(body)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": request.method or "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"),
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname or "",
        "SERVER_PORT": str(url.port or 443),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(content)),
        "HTTP_HOST": url.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(content),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    return environ


def _response(request: PreparedRequest, answer: Mapping[str, Any], body: bytes) -> Response:
    """Return the application's answer as `requests` gives it."""
    code, _, reason = answer["status"].partition(" ")
    response = Response()
    response.status_code = int(code)
    response.reason = reason
    response.headers = CaseInsensitiveDict(answer["headers"])
    response.url = str(request.url)
    response.request = request
    response.encoding = "utf-8"
    response.raw = io.BytesIO(body)
    return response


def _kill_process_group() -> None:
    os.killpg(os.getpgrp(), signal.SIGKILL)

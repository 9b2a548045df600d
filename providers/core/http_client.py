"""The HTTP client below the Twilio SDK: pooled, bounded, patient, and never blindly repeating a write.

Twilio has no idempotency key: a POST whose answer was lost may have bought something. Such a call raises
`AnswerLost`, and its caller finds out what happened before deciding. Everything else that is worth another try is
tried again here: 429 was never processed (https://www.twilio.com/docs/api/errors/20429), reads and deletes can be
repeated. The SDK itself makes one attempt only.
"""

import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from ssl import SSLContext
from typing import Any, NamedTuple

import requests
import stamina
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from twilio.http import HttpClient
from twilio.http.response import Response
from urllib3.util.ssl_ import create_urllib3_context

from providers.core.errors import AnswerLost, ResourceError
from providers.core.shared_answers import TELL, Asked, Teller

TIMEOUT = (5.0, 30.0)
"""Seconds to connect, and seconds to wait for an answer."""

LONGEST_WAIT = 60.0
"""Seconds waited at most where Twilio asks for a wait."""

REGISTRATIONS = re.compile(r"/a2p/BrandRegistrations|/Compliance/Usa2p")
"""Calls that Twilio asks ISVs to make once a second at most
(https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api)."""

stamina.instrumentation.set_on_retry_hooks(())  # by default each retry is a line on the terminal that says nothing

_READING = threading.Lock()
"""Held while the authorities are read, so that threads that call first do not all read them."""

_DONE = 200
_BUSY = 429
_SERVER_ERROR = 500
_REPEATABLE = frozenset({"GET", "DELETE", "HEAD"})


class Upload(NamedTuple):
    """A file to send in a form.

    Attributes:
        name: Its name.
        content: Its content.
        mime_type: Its MIME type.
    """

    name: str
    content: bytes
    mime_type: str


class _TryAgain(Exception):  # noqa: N818 - control flow between the call and its retry
    """An attempt that failed in a way that another one may not."""

    def __init__(self, cause: requests.RequestException | Response, wait: float | None = None) -> None:
        super().__init__(str(cause) if isinstance(cause, Exception) else f"HTTP {cause.status_code}")
        self.cause = cause
        self.wait = wait


def _backoff(error: Exception) -> bool | float:
    """Return whether stamina tries again, or after how many seconds if Twilio names them."""
    if not isinstance(error, _TryAgain):
        return False
    return True if error.wait is None else error.wait


class PooledAdapter(HTTPAdapter):
    """Carries calls by pooled connections, which share what has been read of the trusted authorities.

    `requests` would read them for each connection, which takes 14 ms of CPU time with the usual ones: as much as all
    else in a run that reads everything.
    """

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """Return what connections are pooled by: the host, and the context that has the authorities.

        Raises:
            ResourceError: The file of authorities can't be read.
        """
        bundle = DEFAULT_CA_BUNDLE_PATH if verify is True else verify
        host, pool = super().build_connection_pool_key_attributes(request, bundle, cert)
        with _READING:
            self._context = _trusting(pool.pop("ca_certs", None), pool.pop("ca_cert_dir", None))
        pool["ssl_context"] = self._context
        return host, pool

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """Return the pools of a proxy. One that speaks TLS itself is verified by the same authorities."""
        if proxy.lower().startswith("https:"):
            options["proxy_ssl_context"] = self._context
        return super().proxy_manager_for(proxy, **options)

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Add no authorities to a pool: its context has them."""


@cache
def _trusting(file: str | None, directory: str | None) -> SSLContext:
    context = create_urllib3_context()
    try:
        context.load_verify_locations(file, directory)
    except OSError as error:
        raise ResourceError(
            f"no certificates can be read from {file or directory} ({error.strerror or error}): correct or unset "
            "REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE, whichever names it, and run again"
        ) from None
    return context


class TwilioHttpClient(HttpClient):
    """Sends the SDK's requests through one shared `requests` session, with retries.

    Args:
        session: Carries the pooled connections, or the local Twilio's adapter.
        attempts: Most attempts for one call.
        patience: Seconds after which a call is given up.
        pace: Seconds between two registrations of brands or campaigns.
        wait: Lets so many seconds pass.
    """

    def __init__(
        self,
        session: requests.Session,
        *,
        attempts: int = 8,
        patience: float = 120.0,
        pace: float = 0.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(logging.getLogger("owl.twilio"), False, None)
        self._pace = _Pace(pace, wait)
        self._session = session
        self._attempts = attempts
        self._patience = patience
        self._teller = Teller(address) if (address := os.environ.get(TELL)) else None
        self.known: Mapping[Asked, str] = {}
        """Answers that another process got, which are not asked for again."""

    def turn(self) -> AbstractContextManager[None]:
        """Wait for the turn of a registration; the next one of this thread in the `with` block does not wait again."""
        return self._pace.turn()

    def request(  # noqa: PLR0913, PLR0917 - the signature is the SDK's
        self,
        method: str,
        url: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,  # noqa: FBT001, FBT002 - the signature is the SDK's
    ) -> Response:
        """Make one call, trying again where that is safe.

        Raises:
            AnswerLost: A write got no answer, or a server error for one.
            requests.RequestException: A read could not be made within the attempts.
        """
        is_json = "json" in (headers or {}).get("Content-Type", "")
        files = {name: value for name, value in (data or {}).items() if isinstance(value, Upload)}
        if files:  # then the form's type is written with it
            data = {name: value for name, value in (data or {}).items() if name not in files}
            headers = {name: value for name, value in (headers or {}).items() if name != "Content-Type"}
        call = requests.PreparedRequest()
        call.prepare(  # not by the session, whose merging of headers, cookies and the like takes as long again
            method=method.upper(),
            url=url,
            params=params,
            data=None if is_json else data,
            json=data if is_json else None,
            files=files or None,
            headers={**self._session.headers, **(headers or {})},
            auth=auth,
        )
        asked = (auth[0] if auth else "", str(call.url))
        is_read = call.method == "GET"
        if is_read and asked in self.known:
            return Response(_DONE, self.known[asked])
        settings: dict[str, Any] = {"timeout": timeout or TIMEOUT, "allow_redirects": allow_redirects}
        if self._session.trust_env:
            settings |= self._session.merge_environment_settings(url, {}, None, None, None)
        try:
            for attempt in stamina.retry_context(
                on=_backoff,
                attempts=self._attempts,
                timeout=self._patience,
                wait_initial=0.2,
                wait_jitter=0.5,
            ):
                with attempt:
                    answer = self._send(call, settings)
                    if is_read and self._teller and answer.status_code == _DONE:
                        self._teller.tell(asked, answer.text)
                    return answer
        except _TryAgain as exhausted:
            if isinstance(exhausted.cause, Response):
                return exhausted.cause
            raise exhausted.cause from None
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _send(self, call: requests.PreparedRequest, settings: dict[str, Any]) -> Response:
        method, url = str(call.method), str(call.url).partition("?")[0]
        if method not in _REPEATABLE and REGISTRATIONS.search(url):
            self._pace.use_turn()
        try:
            answer = self._session.send(call, **settings)
        except (requests.ConnectionError, requests.Timeout) as lost:
            if method in _REPEATABLE:
                raise _TryAgain(lost) from None
            raise AnswerLost(f"{method} {url}: {type(lost).__name__}") from None
        response = Response(answer.status_code, answer.text, answer.headers)
        if answer.status_code == _BUSY:
            raise _TryAgain(response, _retry_after(answer))
        if answer.status_code >= _SERVER_ERROR:
            if method in _REPEATABLE:
                raise _TryAgain(response)
            raise AnswerLost(f"{method} {url}: HTTP {answer.status_code}")
        return response


class _Pace:
    """Lets calls through one after the other, some seconds apart. Safe for use by many threads."""

    def __init__(self, seconds: float, wait: Callable[[float], None]) -> None:
        self._seconds = seconds
        self._wait = wait
        self._lock = threading.Lock()
        self._next = 0.0
        self._of_thread = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, for the one call of this thread in the `with` block."""
        self._take()
        self._of_thread.has_turn = True
        try:
            yield
        finally:
            self._of_thread.has_turn = False

    def use_turn(self) -> None:
        """Use the turn that this thread has, or wait for one."""
        if getattr(self._of_thread, "has_turn", False):
            self._of_thread.has_turn = False
        else:
            self._take()

    def _take(self) -> None:
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._seconds
        self._wait(turn - now)  # what Twilio asks for; no lock is held


def _retry_after(answer: requests.Response) -> float | None:
    """Read the seconds Twilio asks to wait, if it does."""
    text = answer.headers.get("Retry-After", "")
    return min(float(text), LONGEST_WAIT) if text.isdigit() else None

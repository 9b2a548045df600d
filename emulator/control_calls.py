"""Control calls over HTTP: each public method of `Control`, such as `POST /_local/advance` with `{"seconds": 60}`.

They need no credentials, so only programs on this machine may make them. A web page in a browser on this machine
reaches the port too. It is recognized by the host name that it calls (its own, after DNS rebinding) and by the headers
that browsers send: https://fetch.spec.whatwg.org/#origin-header and https://www.w3.org/TR/fetch-metadata/.
"""

import inspect
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request

from emulator.control import Control
from emulator.core import json_text
from emulator.core.store import UnusableDatabaseError

ROOT = "/_local"
BODY_LIMIT = 64 * 1024
"""Bytes that the arguments of a control call may have."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_FROM_HERE = ("same-origin", "none")


class _RefusedError(Exception):
    """A control call that is not carried out: HTTP status and what to do instead."""

    def __init__(self, status: HTTPStatus, error: str) -> None:
        super().__init__(error)
        self.status = status


def is_control(path: str) -> bool:
    """Return whether a path is that of a control call."""
    return path == ROOT or path.startswith(f"{ROOT}/")


def answer(control: Control, request: Request) -> tuple[int, dict[str, Any]]:
    """Carry out a control call: `{"result": ...}`, or `{"error": ...}` that says what is allowed."""
    try:
        _require_this_machine(request)
        name = _method_name(request)
        method = getattr(control, name)
        arguments = _arguments(request)
        try:
            return HTTPStatus.OK, {"result": _checked(name)(control, **arguments)}
        except UnusableDatabaseError:
            raise
        except (TypeError, ValueError, OverflowError) as error:
            text = f"{name}{inspect.signature(method)}: {_explained(error)}"
            raise _RefusedError(HTTPStatus.BAD_REQUEST, text) from None
    except _RefusedError as refused:
        return refused.status, {"error": str(refused)}


def is_called_here(request: Request) -> bool:
    """Return whether a request names this machine as its host, which a page after DNS rebinding does not."""
    try:
        return urlsplit(f"{request.scheme}://{request.host}").hostname in LOOPBACK
    except ValueError:
        return False


def _require_this_machine(request: Request) -> None:
    origin = f"{request.scheme}://{request.host}"
    if not is_called_here(request):
        allowed = "control calls are answered on 127.0.0.1 and localhost only"
        raise _RefusedError(HTTPStatus.FORBIDDEN, f"{allowed}, not on {request.host[:80]!r}")
    asks, site = request.headers.get("Origin", origin), request.headers.get("Sec-Fetch-Site", "none")
    if asks != origin or site not in _FROM_HERE:
        raise _RefusedError(HTTPStatus.FORBIDDEN, "a web page of another origin makes no control calls")


def _method_name(request: Request) -> str:
    names = [name for name in vars(Control) if not name.startswith("_")]
    name = request.path.removeprefix(ROOT).removeprefix("/")
    if name not in names:
        raise _RefusedError(HTTPStatus.NOT_FOUND, f"no {name[:80]!r} here; there is {', '.join(names)}")
    if request.method != "POST":
        raise _RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, f"{request.method} does nothing here: use POST")
    return name


def _arguments(request: Request) -> dict[str, Any]:
    request.max_content_length = BODY_LIMIT
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        body = None
    if body is None or len(body) >= BODY_LIMIT:  # a body in chunks is cut off at the limit
        text = f"the arguments have more than {BODY_LIMIT} bytes"
        raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text)
    if not body:
        return {}
    if not request.is_json:
        text = "arguments are a JSON object by name, with Content-Type: application/json"
        raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, text)
    try:
        arguments = json_text.read(body)
    except ValueError as error:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, f"arguments are a JSON object by name: {error}") from None
    if not isinstance(arguments, dict):
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "arguments are a JSON object by name")
    return arguments


@cache
def _checked(name: str) -> Any:
    """Return a method of `Control` that refuses arguments of other types than its own."""
    from pydantic import validate_call  # noqa: PLC0415 - slow to load, and few processes are called

    return validate_call(config={"strict": True, "arbitrary_types_allowed": True})(getattr(Control, name))


def _explained(error: Exception) -> str:
    """Return what is wrong in one line."""
    from pydantic import ValidationError  # noqa: PLC0415 - as above

    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())

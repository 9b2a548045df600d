"""The ASGI application: checks each request, writes it, and answers after the commit."""

import hmac
import json
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, parse_qsl

from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from twilio.request_validator import RequestValidator

from owl.receiver import metrics
from owl.receiver.addresses import Address, Addresses
from owl.receiver.callbacks.callback import Callback, Source
from owl.receiver.group_commit import GroupCommit
from owl.receiver.recording import Outcome
from owl.receiver.refusal import Reason, Refused
from owl.receiver.refusal_log import log_refusal
from owl.receiver.signers import Signers

MOST_BYTES = {False: 64 * 1024, True: 1024 * 1024}
"""The largest body of a form and of JSON. Twilio's largest form has a text of 1,600 characters and ten media URLs."""

MOST_FIELDS = 200

_FORM = "application/x-www-form-urlencoded"


class Callbacks:
    """Takes requests at the declared addresses.

    Args:
        addresses: Returns the addresses as they are now.
        signers: Finds the account that signed.
        commits: Writes requests.
        keeps_bodies: Whether the texts of messages and the data of events are written.
    """

    def __init__(
        self, addresses: Callable[[], Addresses], signers: Signers, commits: GroupCommit, *, keeps_bodies: bool
    ) -> None:
        self._addresses = addresses
        self._signers = signers
        self._commits = commits
        self._keeps_bodies = keeps_bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        try:
            response = await self._take(scope, receive)
        except Refused as refused:
            metrics.REFUSED.labels(refused.reason.label).inc()
            log_refusal(refused)
            response = Response(status_code=refused.reason.status)
            if refused.reason in _UNREAD:
                response.headers["connection"] = "close"  # what is left of the body is not read
        await response(scope, receive, send)

    async def _take(self, scope: Scope, receive: Receive) -> Response:
        addresses = self._addresses()
        path = scope.get("raw_path", b"").partition(b"?")[0].decode("ascii", "replace")
        address = addresses.by_path.get(path)
        if address is None:
            raise Refused(Reason.UNKNOWN_ADDRESS)
        if scope["method"] != "POST":
            raise Refused(Reason.METHOD)
        headers = {name: value.decode("latin-1") for name, value in scope["headers"] if name in _HEADERS}
        if b"x-twilio-signature" not in headers:
            raise Refused(Reason.UNSIGNED)
        body = await _body(receive, headers.get(b"content-length"), MOST_BYTES[address.kind.as_json])
        began = time.monotonic()
        query = scope["query_string"].decode("ascii", "replace")
        url = f"{addresses.origin}{path}{f'?{query}' if query else ''}"
        callback = await self._verified(address, url, body, headers)
        outcome = await self._commits.write(callback)
        if outcome is Outcome.REPLAYED:
            raise Refused(Reason.REPLAYED)
        metrics.INVALID_EVENTS.inc(callback.left_out)
        metrics.accepted(callback.kind, outcome).inc()
        metrics.ANSWER_SECONDS.observe(time.monotonic() - began)
        if callback.answer:
            return Response(callback.answer, media_type="text/xml")
        return _NO_CONTENT

    async def _verified(self, address: Address, url: str, body: bytes, headers: dict[bytes, str]) -> Callback:
        """Return the request, once it is clear who signed it.

        Raises:
            Refused: It is forged, malformed or of the wrong kind.
        """
        media_type = headers.get(b"content-type", "").partition(";")[0].strip().lower()
        is_json = media_type == "application/json" or media_type.endswith("+json")
        if is_json is not address.kind.as_json or not (is_json or media_type == _FORM):
            raise Refused(Reason.MEDIA_TYPE)
        signed: Any
        try:
            text = body.decode()
            signed = text if is_json else _form(text)
        except ValueError:
            raise Refused(Reason.MALFORMED) from None
        if is_json and "bodySHA256" not in parse_qs(url.partition("?")[2]):
            raise Refused(Reason.UNSIGNED)
        signature = headers[b"x-twilio-signature"]
        account_sid = await self._signers.account_that_signed(
            address.owner, lambda token: is_signed(RequestValidator(token), url, signed, signature)
        )
        token = headers.get(b"i-twilio-idempotency-token", "")[:_LONGEST_TOKEN]
        source = Source(address.owner, account_sid, token, datetime.now(UTC), self._keeps_bodies)
        return address.kind.read(source, _document(text) if is_json else _fields(signed))


_HEADERS = frozenset({b"content-length", b"content-type", b"x-twilio-signature", b"i-twilio-idempotency-token"})
_UNREAD = frozenset({Reason.UNKNOWN_ADDRESS, Reason.METHOD, Reason.UNSIGNED, Reason.TOO_LARGE})
_LONGEST_TOKEN = 128
_NO_CONTENT = Response(status_code=HTTPStatus.NO_CONTENT)


async def _body(receive: Receive, length: str | None, most: int) -> bytes:
    """Return the body, without reading more than `most` bytes of it.

    Raises:
        Refused: It is too large, too slow, or the client is gone.
    """
    if length is not None and (not length.isdecimal() or int(length) > most):
        raise Refused(Reason.TOO_LARGE)
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(Reason.TOO_SLOW)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise Refused(Reason.TOO_LARGE)
        more = message.get("more_body", False)
    return b"".join(parts)


def is_signed(validator: RequestValidator, url: str, signed: Any, signature: str) -> bool:
    """Return whether a signature is the validator's: the URL as it is first, then with and without its port."""
    if not isinstance(signed, str) and hmac.compare_digest(
        validator.compute_signature(url, signed).encode(), signature.encode()
    ):
        return True
    return bool(validator.validate(url, signed, signature))


class Form(dict[str, list[str]]):
    """A form's fields, each with all its values, as `RequestValidator` takes them."""

    def getall(self, name: str) -> list[str]:
        """Return the values of a field."""
        return self[name]


def _form(text: str) -> Form:
    """Return a form's fields.

    Raises:
        ValueError: It is not UTF-8, or has too many fields.
    """
    form = Form()
    for name, value in parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS):
        form.setdefault(name, []).append(value)
    return form


def _fields(form: Form) -> dict[str, str]:
    """Return the last value of each field, without the character that PostgreSQL can't keep."""
    return {name: values[-1].replace("\0", "\N{REPLACEMENT CHARACTER}") for name, values in form.items()}


def _document(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(Reason.MALFORMED) from None


def shown_metrics(request: Request) -> Response:
    """Return the metrics in the format that the client asks for: Prometheus's text, or OpenMetrics."""
    encode, content_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(metrics.REGISTRY), headers={"content-type": content_type})


def readiness(checks: Iterable[Callable[[], str | None]]) -> Callable[[Request], Response]:
    """Return the endpoint that says whether the receiver can take requests, or why it can't."""
    made = tuple(checks)

    def answer(_: Request) -> Response:
        missing = [reason for check in made if (reason := check())]
        status = HTTPStatus.SERVICE_UNAVAILABLE if missing else HTTPStatus.OK
        return Response("\n".join([*missing, ""]) if missing else "ready\n", status, media_type="text/plain")

    return answer

"""A `requests` adapter that checks every call against Twilio's own description.

`session.mount("https://", ValidatingAdapter(twilio.adapter(), descriptions))` makes any test with that session a
conformance test of both sides: the client's requests and the local Twilio's answers.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter

from tests.openapi.description import Described, Descriptions, DeviationError, check

_FORM = "application/x-www-form-urlencoded"
_REFUSAL = {
    "type": "object",
    "properties": {
        "code": {"type": "integer", "nullable": True},
        "message": {"type": "string"},
        "more_info": {"type": "string", "format": "uri", "nullable": True},
        "status": {"type": "integer"},
    },
}
"""The body of every refusal: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions."""


_ADDRESSES = frozenset(
    {
        *("url", "uri", "usage_record_uri"),
        *(f"{which}_page_{kind}" for which in ("first", "next", "previous") for kind in ("url", "uri")),
    }
)
"""The properties of answers that say where to find something."""


_CALLABLE = re.compile(r"/2010-04-01/|https://(?!www\.)")
"""How an address begins that can be called, unlike that of a page about an error or the name of a type in a policy."""


class ValidatingAdapter(BaseAdapter):
    """Passes calls on and checks them.

    A request is checked only if it succeeds: a refused one may be wrong on purpose.

    Args:
        adapter: Carries the calls.
        descriptions: What they are checked against.

    Attributes:
        exercised: The operations that have succeeded, as method, product and path.
        linked: Where the answers link to, as product and path.
    """

    def __init__(self, adapter: BaseAdapter, descriptions: Descriptions) -> None:
        super().__init__()
        self._adapter = adapter
        self._descriptions = descriptions
        self.exercised: set[tuple[str, str, str]] = set()
        self.linked: set[tuple[str, str]] = set()

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send a request and check it and its answer.

        Raises:
            DeviationError: If either differs from the description.
        """
        answer = self._adapter.send(request, *args, **kwargs)
        if answer.status_code >= 400:
            _check_refusal(answer)
            return answer
        url = urlsplit(str(request.url))
        product = str(url.hostname).partition(".")[0]
        described = self._descriptions.find(str(request.method), product, url.path)
        if described is None:
            raise DeviationError(f"Twilio describes no {request.method} {request.url}, but it is answered")
        _check_request(described, request)
        _check_answer(described, answer)
        self.exercised.add((described.method, described.product, described.template))
        for address in _links(answer.json()) if answer.content else ():
            self.linked.add((urlsplit(address).netloc.partition(".")[0] or product, urlsplit(address).path))
        return answer

    def close(self) -> None:
        """Close the wrapped adapter."""
        self._adapter.close()


def _links(answer: Any) -> Iterator[str]:
    """Yield where an answer and the objects in it link to."""
    if isinstance(answer, list):
        for each in answer:
            yield from _links(each)
    elif isinstance(answer, dict):
        for name, value in answer.items():
            if name in {"links", "subresource_uris"}:
                yield from value.values()
            elif name in _ADDRESSES and value and _CALLABLE.match(value):
                yield value
            else:
                yield from _links(value)


def _check_request(described: Described, request: PreparedRequest) -> None:
    url = urlsplit(str(request.url))
    match = described.path_pattern.fullmatch(url.path)
    given = match.groupdict() if match else {}
    for name, parameter in described.parameters("path").items():
        check(given[name], described.resolved(parameter["schema"]), f"{described}: {name} in the path", exact=False)
    query = parse_qsl(url.query, keep_blank_values=True)
    schemas = {name: parameter["schema"] for name, parameter in described.parameters("query").items()}
    required = [name for name, parameter in described.parameters("query").items() if parameter.get("required")]
    _check_texts(described, "query", query, {"properties": schemas, "required": required})
    body = request.body or ""
    text = body.decode() if isinstance(body, bytes) else str(body)
    kind, schema = described.body or (_FORM, {})
    if kind == _FORM:
        _check_texts(described, "form", parse_qsl(text, keep_blank_values=True), schema)
    else:
        check(json.loads(text), schema, f"{described}: the request body", exact=False)


def _check_texts(described: Described, where: str, given: list[tuple[str, str]], schema: dict[str, Any]) -> None:
    """Check parameters, which are strings on the wire, against their types."""
    schemas = schema.get("properties", {})
    missing = set(schema.get("required", ())) - {name for name, _ in given}
    if missing:
        raise DeviationError(f"{described}: the {where} lacks {', '.join(sorted(missing))}")
    for name, text in given:
        if name not in schemas:
            raise DeviationError(f"{described}: the {where} has no {name}; it has {', '.join(sorted(schemas))}")
        meant = described.resolved(schemas[name])
        each = described.resolved(meant["items"]) if meant.get("type") == "array" else meant
        # An empty string clears a property; the descriptions don't mention this.
        if text:
            check(_value(text, each), each, f"{described}: {name} in the {where}", exact=False)


def _value(text: str, schema: dict[str, Any]) -> Any:
    """Return the value of a string on the wire; the string itself if it has none, which the check then refuses."""
    kind = schema.get("type")
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower(), text)
    if kind in {"integer", "number", "object"}:
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return text
    return text


def _check_answer(described: Described, answer: Response) -> None:
    schema = described.answer(answer.status_code)
    if schema is None:
        if answer.content:
            raise DeviationError(f"{described}: the answer {answer.status_code} is not empty")
        return
    if answer.headers["Content-Type"] != "application/json":
        raise DeviationError(f"{described}: the answer is {answer.headers['Content-Type']}")
    check(answer.json(), schema, f"{described}: the answer", exact=True)


def _check_refusal(answer: Response) -> None:
    check(answer.json(), _REFUSAL, f"the refusal of {answer.request.method} {answer.url}", exact=True)
    if answer.json()["status"] != answer.status_code:
        raise DeviationError(f"a refusal with HTTP status {answer.status_code} says {answer.json()['status']}")

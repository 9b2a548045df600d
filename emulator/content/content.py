"""Content templates: https://www.twilio.com/docs/content/content-api-resources. Requests are JSON, not forms."""

from typing import Any

from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.errors import invalid, missing
from emulator.core.paging import page
from emulator.core.routes import route
from emulator.core.store import Stored

_LIST = "/v1/Content"
_INSTANCE = "/v1/Content/<sid>"
_TYPES = {
    "twilio/text": ("body",),
    "twilio/media": ("media",),
    "twilio/location": ("latitude", "longitude"),
    "twilio/list-picker": ("body", "button", "items"),
    "twilio/call-to-action": ("body", "actions"),
    "twilio/quick-reply": ("body", "actions"),
    "twilio/card": (),
    "twilio/catalog": ("body",),
    "twilio/carousel": ("body", "cards"),
    "twilio/flows": ("body", "button_text", "pages", "type"),
    "twilio/schedule": ("id", "title", "timeSlots"),
    "whatsapp/card": ("body",),
    "whatsapp/authentication": ("actions",),
    "whatsapp/flows": ("body", "button_text", "flow_id"),
}
"""Content types and what each must have, as in Twilio's OpenAPI description."""


@route(
    "POST",
    "content",
    _LIST,
    status=201,
    assumed=("Of a content type only the properties it must have are checked, not what they hold.",),
)
def create(call: Call) -> dict[str, Any]:
    """Create a template: the same message for each kind of channel, with placeholders such as `{{1}}`."""
    given = _read(call, required=("language", "types"))
    return show(call, call.create("content", "HX", {"friendly_name": "", "variables": {}, **given}))


@route("GET", "content", _LIST)
def list_all(call: Call) -> dict[str, Any]:
    """List templates; there are no filters."""
    return page(call, "contents", "content", show)


@route("GET", "content", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a template."""
    return show(call, call.find("content", sid))


@route(
    "PUT",
    "content",
    _INSTANCE,
    assumed=("All content types are replaced; a friendly name, a language or variables that are not given stay.",),
)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Change a template."""
    stored = call.find("content", sid)
    return show(call, call.update(stored, _read(call, required=("types",))))


@route("DELETE", "content", _INSTANCE)
def delete(call: Call, sid: str) -> None:
    """Delete a template."""
    call.store.delete(call.find("content", sid))


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a template as Twilio answers it."""
    address = f"{call.base_url}/v1/Content/{stored.sid}"
    return {
        **shown(stored, iso_8601),
        "account_sid": stored.account_sid,
        "url": address,
        "links": {},
    }


def _read(call: Call, required: tuple[str, ...]) -> dict[str, Any]:
    """Return the given properties; null counts as not given, as Twilio's own SDK sends it."""
    given = {name: value for name, value in call.json.items() if value is not None}
    for name in required:
        if not given.get(name):
            raise missing(name)
    readers = {"friendly_name": _text, "language": _text, "variables": _variables, "types": _types}
    return {name: reader(name, given[name]) for name, reader in readers.items() if name in given}


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise invalid(name, value, "text")
    return value


def _variables(name: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(example, str) for example in value.values()):
        raise invalid(name, value, "an object that gives each placeholder an example text")
    return value


def _types(name: str, value: object) -> dict[str, Any]:
    given = {kind: content for kind, content in value.items() if content is not None} if isinstance(value, dict) else {}
    if not given:
        raise invalid(name, value, "an object with at least one content type")
    for kind, content in given.items():
        if kind not in _TYPES:
            raise invalid(name, kind, f"one of {', '.join(_TYPES)}")
        if not isinstance(content, dict) or not all(_present(content, part) for part in _TYPES[kind]):
            raise invalid(f"{name}.{kind}", content, f"an object with {', '.join(_TYPES[kind]) or 'its properties'}")
    return given


def _present(content: dict[str, Any], part: str) -> bool:
    """Return whether a part is given; 0 is a latitude, an empty text or list is nothing."""
    return content.get(part) is not None and content[part] not in ("", [])

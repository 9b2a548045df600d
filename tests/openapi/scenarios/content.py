"""Every operation on content templates."""

import json
from typing import Any

from twilio.rest import Client

_TEMPLATES = "https://content.twilio.com/v1/Content"


def run(parent: Client) -> None:
    """Create, read, list, change and delete a template.

    Bodies are sent as plain JSON: the SDK's own request objects add null for every type that is absent, which
    Twilio's description does not allow.
    """
    types: dict[str, Any] = {
        "twilio/text": {"body": "Hello {{1}}"},
        "twilio/quick-reply": {"body": "Are you coming?", "actions": [{"title": "Yes", "id": "yes"}]},
    }
    template = {"friendly_name": "reminder", "language": "en", "variables": {"1": "Ada"}, "types": types}
    sid = _send(parent, "POST", _TEMPLATES, template)["sid"]
    _send(parent, "POST", _TEMPLATES, {"language": "en", "types": types})
    changed = _send(parent, "PUT", f"{_TEMPLATES}/{sid}", {**template, "language": "de"})
    assert changed["language"] == "de"
    assert parent.content.v1.contents(sid).fetch().types == types
    assert len(parent.content.v1.contents.list(page_size=1)) == 2
    assert parent.content.v1.contents(sid).delete()


def _send(parent: Client, method: str, url: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = parent.request(method, url, headers={"Content-Type": "application/json"}, data=body)
    sent: dict[str, Any] = json.loads(answer.text)
    return sent

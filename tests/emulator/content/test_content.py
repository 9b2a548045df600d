"""Content templates of the local Twilio."""

import json
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList

TEMPLATE: dict[str, Any] = {
    "friendly_name": "ride-reminder",
    "language": "en",
    "variables": {"1": "Ada", "2": "7 pm"},
    "types": {"twilio/text": {"body": "Hello {{1}}, your ride starts at {{2}}."}},
}


def post(client: Client, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Send a template as JSON; return HTTP status and answer."""
    answer = client.request(
        "POST",
        "https://content.twilio.com/v1/Content",
        headers={"Content-Type": "application/json"},
        data=body,
    )
    return answer.status_code, json.loads(answer.text)


def test_a_template_is_kept_as_given(parent: Client) -> None:
    """A template reads back as created, with nothing added."""
    status, created = post(parent, TEMPLATE)
    assert status == 201
    assert created["sid"].startswith("HX")
    read = parent.content.v1.contents(created["sid"]).fetch()
    assert {name: getattr(read, name) for name in TEMPLATE} == TEMPLATE
    assert read.account_sid == parent.account_sid


def test_the_sdk_sends_types_it_does_not_mean_as_null(parent: Client) -> None:
    """The SDK's request object names every content type; only those with content count."""
    request = ContentList.ContentCreateRequest(
        {"friendly_name": "ride-reminder", "language": "en", "types": ContentList.Types(TEMPLATE["types"])}
    )
    assert parent.content.v1.contents.create(request).types == TEMPLATE["types"]


def test_an_update_replaces_the_types(parent: Client) -> None:
    """PUT replaces the content; the name stays if none is given."""
    _, created = post(parent, TEMPLATE)
    types = {"twilio/media": {"media": ["https://owl.example/map.png"]}}
    changed = parent.request(
        "PUT",
        f"https://content.twilio.com/v1/Content/{created['sid']}",
        headers={"Content-Type": "application/json"},
        data={"types": types, "language": "de"},
    )
    answer = json.loads(changed.text)
    assert {name: answer[name] for name in TEMPLATE} == {**TEMPLATE, "types": types, "language": "de"}


def test_a_deleted_template_is_gone(parent: Client) -> None:
    """A template can be deleted once; no list shows it afterwards."""
    _, created = post(parent, TEMPLATE)
    template = parent.content.v1.contents(created["sid"])
    assert template.delete()
    with pytest.raises(TwilioRestException) as refused:
        template.fetch()
    assert (refused.value.status, refused.value.code) == (404, 20404)
    assert parent.content.v1.contents.list() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"types": {}}, "Missing required parameter types"),
        ({"language": ""}, "Missing required parameter language"),
        ({"types": {"twilio/txt": {"body": "Hello"}}}, "expected one of twilio/text, twilio/media"),
        ({"types": {"twilio/text": {}}}, "expected an object with body"),
        ({"types": {"twilio/text": "Hello"}}, "expected an object with body"),
        ({"types": "twilio/text"}, "at least one content type"),
        ({"variables": {"1": 7}}, "an example text"),
        ({"friendly_name": 7}, "expected text"),
    ],
)
def test_refusals_say_what_is_allowed(parent: Client, wrong: dict[str, Any], said: str) -> None:
    """An invalid template is refused by property, with what is allowed, and is not created."""
    status, answer = post(parent, {**TEMPLATE, **wrong})
    assert (status, answer["code"]) == (400, 20001)
    assert said in answer["message"]
    assert parent.content.v1.contents.list() == []


def test_a_form_is_refused(parent: Client) -> None:
    """The Content API takes JSON only."""
    answer = parent.request("POST", "https://content.twilio.com/v1/Content", data={"FriendlyName": "a"})
    assert answer.status_code == 400
    assert "a JSON object" in json.loads(answer.text)["message"]

"""Whatever a client sends to the local Twilio, it gets an answer in JSON that is no error of the local Twilio's own."""

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList

from emulator import registry
from emulator.core.routes import PLACE, Operation
from emulator.embedded import LocalTwilio
from tests.emulator.campaigns import register, serve, submit

PARENT_SID = "AC" + "a" * 32
NESTED = "[" * 20_000 + "]" * 20_000
AWKWARD = (
    *(
        "",
        "0",
        "-1",
        "1",
        "50",
        "9" * 19,
        "9" * 5_000,
        "-" + "9" * 30,
        "1e999",
        "-1e999",
        "NaN",
        "Infinity",
        "٣",
        "1_0",
    ),
    *(NESTED, f'{{"a": {NESTED}}}', '{"a": 1e999}', '{"a": NaN}', '{"a": ' + "9" * 5_000 + "}", "{}", "[]", "null"),
    *('{"a": "\\ud800"}', '{"address_sids": ["AD1"]}', '{"type": "com.twilio.messaging.message.sent"}', "{" * 2_000),
    *("\0", "\ud83e\udd89", "\udcff", "*" * 60, "[a-", "%' OR 1=1", "true", "false", "daily", "count", "+30", "active"),
    *("2026-11-24", "9999-12-31", "0001-01-01", "9999-12-31T23:59:59+23:59", "0001-01-01T00:00:00-23:59", "-99999days"),
    *("https://", "https://[", "http://127.0.0.1:99999/", "http://owl.example/" + "a" * 5_000, "+14155550100", "+1415"),
    *(
        "+15005530003",
        "415",
        "US",
        "STANDARD",
        "fixed",
        "pending-review",
        "webhook",
        "closed",
        "suspended",
        "twilio/text",
    ),
)
KINDS = {
    "Services": "MG",
    "PhoneNumbers": "PN",
    "IncomingPhoneNumbers": "PN",
    "Keys": "SK",
    "Messages": "SM",
    "Triggers": "UT",
    "Addresses": "AD",
    "Sinks": "DG",
    "Subscriptions": "DF",
    "Content": "HX",
    "Usa2p": "QE",
    "CustomerProfiles": "BU",
    "TrustProducts": "BU",
    "EndUsers": "IT",
    "SupportingDocuments": "RD",
    "Vettings": "VT",
    "BrandRegistrations": "BN",
    "EntityAssignments": "BV",
    "Bundles": "BU",
    "ItemAssignments": "BV",
    "Regulations": "RN",
    "Evaluations": "EL",
    "Policies": "RN",
    "Accounts": "AC",
}
"""What comes before a SID in a path, and how that SID begins."""


@cache
def names(operation: Operation) -> list[str]:
    """Return the parameters that an operation reads, among other words of its module."""
    source = Path(str(sys.modules[operation.handler.__module__].__file__)).read_text("utf-8")
    return sorted({*re.findall(r'"([A-Z][A-Za-z0-9]+)"', source), "Page", "PageSize", "PageToken", "DateSent<", "Body"})


class Caller:
    """Sends requests as the parent account, and knows the SIDs of what is there.

    Args:
        twilio: The local Twilio.
    """

    def __init__(self, twilio: LocalTwilio) -> None:
        self.session = requests.Session()
        self.session.auth = (twilio.account_sid, twilio.auth_token)
        self.session.mount("https://", twilio.adapter())
        self.twilio = twilio

    def send(self, method: str, product: str, path: str, **more: Any) -> requests.Response:
        """Send a request."""
        return self.session.request(method, f"https://{product}.twilio.com{path}", **more)

    def sids(self, prefix: str) -> list[str]:
        """Return the SIDs with a prefix, of what is there."""
        with self.twilio._store.reading() as store:
            found = store.execute("SELECT DISTINCT sid FROM objects WHERE sid GLOB ? ORDER BY sid", (f"{prefix}*",))
            return [sid for (sid,) in found] or ["XX"]


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """A local Twilio with something of each kind."""
    twilio = LocalTwilio(tmp_path_factory.mktemp("any") / "twilio.sqlite", PARENT_SID)
    made = Caller(twilio)
    http = TwilioHttpClient()
    http.session = made.session
    client = Client(PARENT_SID, twilio.auth_token, http_client=http)
    service, brand = serve(client), register(client, twilio)
    service.phone_numbers.create(client.incoming_phone_numbers.create(area_code="415").sid)
    submit(service, brand)
    brand.brand_vettings.create("aegis")
    client.messages.create(to="+14155550199", messaging_service_sid=service.sid, body="any")
    client.new_keys.create(friendly_name="any")
    client.usage.triggers.create("https://owl.example/any", "250", usage_category="sms-outbound")
    client.addresses.create("any", "1 Any Street", "Any", "CA", "94105", "US")
    configuration = {"destination": "https://owl.example/any", "method": "POST"}
    sink = client.events.v1.sinks.create("any", configuration, "webhook")
    client.events.v1.subscriptions.create("any", sink.sid, [{"type": "com.twilio.messaging.message.sent"}])
    template = {"language": "en", "types": ContentList.Types({"twilio/text": {"body": "any"}})}
    client.content.v1.contents.create(ContentList.ContentCreateRequest(template))
    yield made
    twilio.close()


@st.composite
def requests_of_all_operations(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an operation and what is sent to it: parameters that it knows and does not know, or JSON."""
    operation = draw(st.sampled_from(registry.operations()))
    values = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=20), st.just("SID"))
    parameters = st.lists(st.tuples(st.sampled_from(names(operation)), values), max_size=8)
    return {
        "operation": operation,
        "path": draw(st.lists(st.sampled_from(("SID", "SID", "SID", "%00", "%ff", "..", "a" * 3_000, "9" * 30)))),
        "query": draw(parameters),
        "form": draw(parameters),
        "json": draw(st.one_of(st.none(), st.sampled_from(AWKWARD))),
        "sid": draw(st.integers(min_value=0)),
    }


def is_sound(answer: requests.Response) -> bool:
    """Return whether an answer is Twilio's: JSON, and nothing unexpected."""
    if answer.status_code == 204:
        return not answer.content
    said = answer.json()
    return answer.status_code < 400 or (answer.status_code < 500 and said["status"] == answer.status_code)


@settings(max_examples=3 * settings().max_examples)
@given(drawn=requests_of_all_operations())
def test_no_request_is_an_error_of_its_own(caller: Caller, drawn: dict[str, Any]) -> None:
    """Every operation answers whatever parameters and bodies it gets; the next lists still work."""
    operation, words = drawn["operation"], iter(drawn["path"])

    def sid(prefix: str) -> str:
        """Return the SID of something that is there."""
        sids = caller.sids(prefix)
        return str(sids[drawn["sid"] % len(sids)])

    def place(match: re.Match[str]) -> str:
        """Return what is in a place of the path."""
        word = next(words, "SID")
        if match["name"] == "account_sid":
            return f"{match['before']}/{PARENT_SID}"
        return f"{match['before']}/{sid(KINDS.get(match['before'], '')) if word == 'SID' else word}"

    path = re.sub(r"(?P<before>\w+)/<(?P<name>\w+)>", place, operation.rule)
    body = drawn["json"]
    more: dict[str, Any] = {
        "data": [
            (name, (sid("") if value == "SID" else value).encode("utf-8", "replace")) for name, value in drawn["form"]
        ]
    }
    if body is not None:
        more = {"data": body.encode("utf-8", "replace"), "headers": {"Content-Type": "application/json"}}
    query = [
        (name, (sid("") if value == "SID" else value).encode("utf-8", "replace")) for name, value in drawn["query"]
    ]
    answer = caller.send(operation.method, operation.product, path, params=query, **more)
    assert is_sound(answer), (operation.method, path, answer.status_code, answer.text)


LISTS = [each for each in registry.operations() if each.method == "GET" and not re.search(r">(\.json)?$", each.rule)]


@pytest.mark.parametrize("operation", LISTS, ids=lambda operation: f"{operation.product}{operation.rule}")
@pytest.mark.parametrize("query", [{"Page": "9" * 30}, {"PageToken": "PA" + "9" * 30}, {"PageSize": "9" * 5_000}])
def test_a_page_beyond_all_numbers(caller: Caller, operation: Any, query: dict[str, str]) -> None:
    """A page, a token or a size of more digits than the database can count is no error, on any list."""
    path = PLACE.sub(lambda place: {"account_sid": PARENT_SID, "country_code": "US"}.get(place[1], "X"), operation.rule)
    answer = caller.send("GET", operation.product, path, params=query)
    assert is_sound(answer), answer.text


@pytest.mark.parametrize(
    "text", ['{"a": 1e999}', '{"a": NaN}', '{"a": -Infinity}', '{"a": "\\ud800"}', f'{{"a": {NESTED}}}']
)
@pytest.mark.parametrize(
    ("product", "path", "parameters"),
    [
        (
            "trusthub",
            "/v1/EndUsers",
            {"FriendlyName": "any", "Type": "authorized_representative_1", "Attributes": "JSON"},
        ),
        ("events", "/v1/Sinks", {"Description": "any", "SinkType": "webhook", "SinkConfiguration": "JSON"}),
        ("events", "/v1/Subscriptions", {"Description": "any", "SinkSid": "DG" + "0" * 32, "Types": "JSON"}),
    ],
)
def test_what_is_not_json_is_refused(
    caller: Caller, product: str, path: str, parameters: dict[str, str], text: str
) -> None:
    """Numbers that are not finite, and nesting without end, are refused with 20001 and what is allowed."""
    answer = caller.send(
        "POST", product, path, data={name: value.replace("JSON", text) for name, value in parameters.items()}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, 20001)
    assert "a JSON object" in answer.json()["message"]


@pytest.mark.parametrize("types", ['{"a": 1e999}', '{"a": NaN}', '{"a": "\\ud800"}', '{"\\udfff": 1}', NESTED, "{"])
def test_a_body_that_is_not_json_is_refused(caller: Caller, types: str) -> None:
    """The same in a body of JSON."""
    body = json.dumps({"language": "en", "types": "TYPES"}).replace('"TYPES"', types)
    answer = caller.send("POST", "content", "/v1/Content", data=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, 20001)
    assert "a JSON object" in answer.json()["message"]

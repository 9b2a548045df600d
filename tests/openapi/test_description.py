"""Tests of the checks: they accept Twilio's own examples, and nothing that deviates."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter

from emulator import registry
from emulator.embedded import LocalTwilio
from tests.openapi.description import Descriptions, DeviationError, check
from tests.openapi.validating_adapter import ValidatingAdapter

KEYS = "https://api.twilio.com/2010-04-01/Accounts/AC" + "a" * 32 + "/Keys.json"

_NUMBERS = "/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers"
OUTDATED = {
    f"{_NUMBERS}.json": "without type",
    f"{_NUMBERS}/{{Sid}}.json": "without type",
    "/2010-04-01/Accounts/{AccountSid}/Addresses/{AddressSid}/DependentPhoneNumbers.json": "a trunk APaaa",
    "/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/Local.json": "capabilities in lower case",
    "/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/TollFree.json": "capabilities in lower case",
    "/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/Mobile.json": "capabilities in lower case",
    "/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/National.json": "capabilities in lower case",
    "/v1/a2p/BrandRegistrations/{BrandSid}/Vettings": "a vetting VT12445353",
    "/v1/a2p/BrandRegistrations/{BrandSid}/Vettings/{BrandVettingSid}": "a vetting VT12445353",
    "/v1/Services/{ServiceSid}/PhoneNumbers/{Sid}": "a phone number 12345",
    "/v1/Services/{MessagingServiceSid}/Compliance/Usa2p": "without the addresses of policies",
    "/v1/Services/{MessagingServiceSid}/Compliance/Usa2p/{Sid}": "without the addresses of policies",
}
"""Paths with examples that Twilio has not kept up to date."""


class Tampering(BaseAdapter):
    """Changes the answers of another adapter."""

    def __init__(self, adapter: BaseAdapter, tamper: Callable[[Response], None]) -> None:
        super().__init__()
        self._adapter = adapter
        self._tamper = tamper

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send a request and change its answer."""
        answer = self._adapter.send(request, *args, **kwargs)
        self._tamper(answer)
        return answer

    def close(self) -> None:
        """Close nothing."""


def with_body(change: Callable[[dict[str, Any]], Any]) -> Callable[[Response], None]:
    """Return a function that changes the body of an answer."""

    def tamper(answer: Response) -> None:
        body = answer.json()
        change(body)
        answer._content = json.dumps(body).encode()

    return tamper


def with_status(status: int) -> Callable[[Response], None]:
    """Return a function that changes the status of an answer."""

    def tamper(answer: Response) -> None:
        answer.status_code = status

    return tamper


def call(
    twilio: LocalTwilio,
    descriptions: Descriptions,
    tamper: Callable[[Response], None] = lambda _: None,
    method: str = "POST",
    url: str = KEYS,
    **form: str,
) -> Response:
    """Create a key, or call another URL, with the answer changed before it is checked."""
    session = Session()
    session.auth = (twilio.account_sid, twilio.auth_token)
    session.mount("https://", ValidatingAdapter(Tampering(twilio.adapter(), tamper), descriptions))
    return session.request(method, url, data=form)


@pytest.mark.parametrize("product", sorted({operation.product for operation in registry.operations()}))
def test_twilios_own_examples_conform(product: str, descriptions: Descriptions) -> None:
    """Every example has exactly the described properties: so strictly can an answer be checked.

    In examples an empty string means that a value is not set.
    """
    ours = {(operation.method, operation.template) for operation in registry.operations()}
    checked = 0
    for described in descriptions.of_product(product):
        if (described.method, described.template) not in ours or described.template in OUTDATED:
            continue
        for status, answer in described.operation["responses"].items():
            examples = answer.get("content", {}).get("application/json", {}).get("examples", {})
            for name, example in examples.items():
                value = json.loads(json.dumps(example["value"]).replace('""', "null"))
                check(value, described.answer(int(status)) or {}, f"{described}: {name}", exact=True)
                checked += 1
    assert checked > 0


def test_what_conforms_passes(twilio: LocalTwilio, descriptions: Descriptions) -> None:
    """A correct call passes unchanged."""
    assert call(twilio, descriptions, FriendlyName="app").json()["friendly_name"] == "app"


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (with_body(lambda body: body.pop("sid")), "'sid' is a required property"),
        (with_body(lambda body: body.update(color="red")), "'color' was unexpected"),
        (with_body(lambda body: body.update(sid=7)), "7 is not of type 'string', 'null'"),
        (with_body(lambda body: body.update(sid="SK")), "'SK' is too short"),
        (with_body(lambda body: body.update(date_created="2026-11-24")), "not a 'date-time-rfc-2822'"),
        (with_status(200), "answers 201, not 200"),
    ],
)
def test_an_answer_that_deviates_fails(
    tamper: Callable[[Response], None], said: str, twilio: LocalTwilio, descriptions: Descriptions
) -> None:
    """A missing or additional property, a wrong type, length, format or status is found."""
    with pytest.raises(DeviationError, match=said):
        call(twilio, descriptions, tamper)


def test_a_parameter_that_does_not_exist_fails(twilio: LocalTwilio, descriptions: Descriptions) -> None:
    """The local Twilio ignores unknown parameters as Twilio does; the check refuses them."""
    with pytest.raises(DeviationError, match="the form has no FriendlyNam; it has FriendlyName"):
        call(twilio, descriptions, FriendlyNam="app")


def test_a_parameter_with_a_wrong_value_fails(twilio: LocalTwilio, descriptions: Descriptions) -> None:
    """A parameter is checked by its type, such as a boolean."""
    search = KEYS.replace("Keys.json", "AvailablePhoneNumbers/US/Local.json")
    assert call(twilio, descriptions, method="GET", url=f"{search}?Beta=True").ok
    with pytest.raises(DeviationError, match="Beta in the query"):
        call(twilio, descriptions, method="GET", url=f"{search}?Beta=perhaps")


def test_a_refusal_has_its_own_shape(twilio: LocalTwilio, descriptions: Descriptions) -> None:
    """A refusal is checked too: code, message, URL of its page, and HTTP status."""
    services = "https://messaging.twilio.com/v1/Services"
    assert call(twilio, descriptions, url=services).json()["code"] == 20001
    with pytest.raises(DeviationError, match="says 400"):
        call(twilio, descriptions, with_status(404), url=services)


def test_an_unknown_format_is_an_error() -> None:
    """An unregistered format never counts as checked."""
    with pytest.raises(KeyError, match="'moon-phase'"):
        check("full", {"type": "string", "format": "moon-phase"}, "a moon", exact=True)

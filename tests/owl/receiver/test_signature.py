"""Signatures: what Twilio publishes as examples, and what its proxies and ours make of an address."""

from typing import Any

import pytest
from twilio.request_validator import RequestValidator

from owl.receiver.application import Form, is_signed

# The examples of Twilio's own libraries and of https://www.twilio.com/docs/usage/security.
TOKEN = "12345"
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}
SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
BODY = '{"property": "value", "boolean": true}'
HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
JSON_SIGNATURE = "a9nBmqA0ju/hNViExpshrM61xv4="


@pytest.mark.parametrize(
    ("url", "signed", "signature", "valid"),
    [
        (URL, FORM, SIGNATURE, True),
        (URL.replace(".com", ".com:443"), FORM, SIGNATURE, True),
        (URL, FORM | {"Digits": "1235"}, SIGNATURE, False),
        (URL.replace("bar=2", "bar=3"), FORM, SIGNATURE, False),
        (URL, FORM, SIGNATURE.lower(), False),
        (URL, FORM, "", False),
        (f"{URL}&bodySHA256={HASH}", BODY, JSON_SIGNATURE, True),
        (f"{URL}&bodySHA256={HASH}", f"{BODY} ", JSON_SIGNATURE, False),
        (f"{URL}&bodySHA256={HASH[:-1]}1", BODY, JSON_SIGNATURE, False),
    ],
)
def test_twilios_published_examples(url: str, signed: Any, signature: str, valid: bool) -> None:  # noqa: FBT001
    """They are accepted, and every change to them is refused."""
    assert is_signed(RequestValidator(TOKEN), url, signed, signature) is valid


def test_a_field_may_come_more_than_once() -> None:
    """Every value is signed."""
    form = Form({name: [value] for name, value in FORM.items()} | {"Digits": ["1234", "5678"]})
    signature = RequestValidator(TOKEN).compute_signature(URL, form)
    assert signature != SIGNATURE
    assert is_signed(RequestValidator(TOKEN), URL, form, signature)

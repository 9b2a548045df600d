"""HTTP status and Twilio code of a call that must fail."""

import json
from collections.abc import Callable

import pytest
from twilio.base.exceptions import TwilioException, TwilioRestException

Refusal = Callable[[Callable[[], object]], tuple[int, int]]
"""The type of the fixture `refusal`."""


def refused(call: Callable[[], object]) -> tuple[int, int]:
    """Return HTTP status and Twilio code of a call that must fail; the SDK's lists raise an error of their own type."""
    with pytest.raises(TwilioException) as failure:
        call()
    if isinstance(failure.value, TwilioRestException):
        return failure.value.status, int(failure.value.code or 0)
    body = json.loads(failure.value.args[1].text)
    return body["status"], body["code"]

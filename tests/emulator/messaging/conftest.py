"""A messaging service, and messages through it."""

from collections.abc import Callable
from typing import Any

import pytest
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from emulator.embedded import LocalTwilio

TO = "+14155552671"
NOBODY = "0" * 32


@pytest.fixture
def no_campaign_needed(twilio: LocalTwilio) -> None:
    """Messages arrive without a campaign: test_campaign_fees covers which campaign they need."""
    twilio.control.require_campaign(False)


@pytest.fixture
def service_sid(parent: Client) -> str:
    """A messaging service with three numbers."""
    service = parent.messaging.v1.services.create(friendly_name="owl-acme")
    for _ in range(3):
        service.phone_numbers.create(str(parent.incoming_phone_numbers.create(area_code="415").sid))
    return str(service.sid)


@pytest.fixture
def send(parent: Client, service_sid: str) -> Callable[..., MessageInstance]:
    """Sends a message through the service, with further parameters."""

    def message(**more: Any) -> MessageInstance:
        return parent.messages.create(**{"to": TO, "messaging_service_sid": service_sid, "body": "hello", **more})

    return message

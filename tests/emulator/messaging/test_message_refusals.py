"""Messages that the local Twilio refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from tests.emulator.messaging.conftest import NOBODY, TO
from tests.emulator.refusal import Refusal

pytestmark = pytest.mark.usefixtures("no_campaign_needed")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"to": ""}, 21604),
        ({"to": "4155552671"}, 21211),
        ({"to": "+1 415 555 2671"}, 21211),
        ({"to": "owl"}, 21211),
        ({"messaging_service_sid": "MG" + NOBODY}, 21701),
        ({"messaging_service_sid": "MG1"}, 20001),
        ({"messaging_service_sid": ""}, 21603),
        ({"to": "+15555555555"}, 21211),
        ({"to": "+14155552"}, 21211),
        ({"to": "72345"}, 21265),
        ({"messaging_service_sid": "", "from_": "+14155550199"}, 21659),
        ({"messaging_service_sid": "", "from_": "owl"}, 21612),
        ({"messaging_service_sid": "", "from_": "no number, no name"}, 21212),
        ({"from_": "+14155550199"}, 21659),
        ({"messaging_service_sid": "", "from_": "MG" + NOBODY}, 21701),
        ({"messaging_service_sid": "", "from_": "MG1"}, 20001),
        ({"body": ""}, 21619),
        ({"body": "a" * 1601}, 21617),
        ({"media_url": ["https://owl.example/owl.png"]}, 20001),
        ({"content_variables": "{}"}, 21654),
        ({"status_callback": "owl.example"}, 20001),
        ({"validity_period": 0}, 20001),
        ({"schedule_type": "fixed"}, 35111),
        ({"schedule_type": "fixed", "send_at": "soon"}, 35117),
        ({"schedule_type": "fixed", "send_at": "2020-01-01T00:00:00Z"}, 35117),
        ({"schedule_type": "fixed", "send_at": "2099-01-01T00:00:00Z"}, 35117),
        ({"schedule_type": "fixed", "messaging_service_sid": "", "from_": "+14155550100"}, 35118),
    ],
)
def test_refusals(
    parent: Client,
    send: Callable[..., MessageInstance],
    refusal: Refusal,
    wrong: dict[str, Any],
    code: int,
) -> None:
    """An invalid message is refused with Twilio's code, and not created."""
    assert refusal(lambda: send(**wrong)) == (400, code)
    assert parent.messages.list() == []


def test_a_service_without_numbers_sends_nothing(parent: Client, refusal: Refusal) -> None:
    """A service without numbers is refused (21704)."""
    empty = parent.messaging.v1.services.create(friendly_name="empty").sid
    assert refusal(lambda: parent.messages.create(to=TO, messaging_service_sid=empty, body="hello")) == (400, 21704)


def test_a_suspended_account_sends_nothing(connect: Callable[..., Client], parent: Client, refusal: Refusal) -> None:
    """Neither the account itself nor its parent can send for it; its services and numbers are its own."""
    tenant = parent.api.accounts.create(friendly_name="acme")
    for_tenant = connect(account_sid=tenant.sid)
    number = for_tenant.incoming_phone_numbers.create(area_code="415").phone_number
    assert refusal(lambda: parent.messages.create(to=TO, from_=number, body="hello")) == (400, 21660)
    sent = for_tenant.messages.create(to=TO, from_=number, body="hello")
    assert refusal(lambda: parent.messages(str(sent.sid)).fetch()) == (404, 20404)
    tenant.update(status="suspended")
    assert refusal(lambda: for_tenant.messages.create(to=TO, from_=number, body="hello")) == (403, 20005)

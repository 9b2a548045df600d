"""The Consent API of the local Twilio: errors by item, what a consent changes, and the pace."""

from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.refusal import Refusal

ALICE = "+14155550188"


@pytest.fixture
def sender(parent: Client, twilio: LocalTwilio) -> str:
    """A messaging service with a number."""
    twilio.control.require_campaign(False)
    service = parent.messaging.v1.services.create(friendly_name="acme")
    service.phone_numbers.create(str(parent.incoming_phone_numbers.create(area_code="415").sid))
    return str(service.sid)


def consent(sender: str, n: int = 0, **changed: Any) -> dict[str, Any]:
    """Return an item with a correlation id of its own."""
    return {
        "contact_id": ALICE,
        "correlation_id": f"{n:032}",
        "sender_id": sender,
        "status": "opt-in",
        "source": "website",
        "date_of_consent": "2026-11-24T10:00:00Z",
        **changed,
    }


def test_each_item_has_its_own_errors(parent: Client, sender: str, twilio: LocalTwilio) -> None:
    """What is wrong in one item leaves the others alone; nothing wrong is kept."""
    changes: dict[str, dict[str, Any]] = {
        "": {},
        "INVALID_CONTACT_ID": {"contact_id": "4155550188"},
        "INVALID_SENDER_ID": {"sender_id": "MG" + "0" * 32},
        "INVALID_STATUS": {"status": ["opt-in"]},
        "INVALID_SOURCE": {"source": "fax"},
        "INVALID_DATE_OF_CONSENT": {"date_of_consent": "2026-11-24"},
    }
    items = [consent(sender, n, **changed) for n, changed in enumerate(changes.values())]
    items.append(consent(sender))

    answers: Any = parent.accounts.v1.bulk_consents.create(items).items

    assert ["".join(each["error_messages"]) for each in answers] == [*changes, "INVALID_CORRELATION_ID"]
    assert [each["error_code"] for each in answers] == [0] + [30646] * 6
    assert len(twilio.control.consents()) == 1


def test_a_consent_is_kept_once_and_the_last_one_applies(
    parent: Client, sender: str, twilio: LocalTwilio, refusal: Refusal
) -> None:
    """An opt-out blocks messages, and an opt-in lets them through, also after STOP."""
    consents = parent.accounts.v1.bulk_consents

    def send() -> Any:
        return parent.messages.create(to=ALICE, messaging_service_sid=sender, body="hello")

    for _ in range(2):
        consents.create([consent(sender, status="opt-out", source="opt-out-message")])
    assert refusal(send) == (400, 21610)
    twilio.control.receive(ALICE, str(parent.incoming_phone_numbers.list()[0].phone_number), "STOP")
    consents.create([consent(sender, status="opt-in", date_of_consent="2026-11-25T10:00:00Z")])
    assert send().status == "accepted"
    assert [(each["status"], each["date_of_consent"][:10]) for each in twilio.control.consents()] == [
        ("opt-in", "2026-11-25"),
        ("opt-out", "2026-11-24"),
    ]


def test_more_than_25_items_and_100_calls_a_minute_are_refused(
    parent: Client, sender: str, twilio: LocalTwilio, refusal: Refusal
) -> None:
    """The next minute takes calls again; contacts have a pace of their own."""
    consents, contacts = parent.accounts.v1.bulk_consents, parent.accounts.v1.bulk_contacts
    assert refusal(lambda: consents.create([consent(sender, n) for n in range(26)])) == (400, 20001)
    assert refusal(lambda: consents.create([])) == (400, 20001)
    twilio.control.advance(60 - twilio.now() % 60)  # so that the minute does not end meanwhile
    for n in range(100):
        consents.create([consent(sender, n)])
    assert refusal(lambda: consents.create([consent(sender)])) == (429, 20429)
    contact = {"contact_id": ALICE, "correlation_id": "0" * 32, "country_iso_code": "US", "zip_code": "94110"}
    wrong = {**contact, "correlation_id": "1" * 32, "country_iso_code": "USA", "zip_code": "1"}
    answers: Any = contacts.create([contact, wrong]).items
    assert [each["error_messages"] for each in answers] == [[], ["INVALID_COUNTRY_ISO_CODE", "INVALID_ZIP_CODE"]]
    twilio.control.advance(60)
    consents.create([consent(sender)])

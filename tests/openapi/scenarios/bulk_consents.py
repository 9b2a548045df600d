"""Consents, reported in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twilio.rest import Client


def run(parent: Client) -> None:
    """Report a right and a wrong consent, as in Twilio's own example."""
    service = parent.messaging.v1.services.create(friendly_name="shop")
    right = {
        "contact_id": "+14155550188",
        "correlation_id": "ad388b5a46b33b874b0d41f7226db2ef",
        "sender_id": str(service.sid),
        "status": "opt-out",
        "source": "website",
        "date_of_consent": "2025-02-28T10:05:27Z",
    }
    wrong = {
        **right,
        "contact_id": "+19",
        "correlation_id": "02520cfa6c432f0e3ec3a38c122d428d",
        "date_of_consent": "2025-03-25",
    }
    answer = parent.accounts.v1.bulk_consents.create([right, wrong])
    assert answer.items == [
        {"correlation_id": right["correlation_id"], "error_code": 0, "error_messages": []},
        {
            "correlation_id": wrong["correlation_id"],
            "error_code": 30646,
            "error_messages": ["INVALID_CONTACT_ID", "INVALID_DATE_OF_CONSENT"],
        },
    ]

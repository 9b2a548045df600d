"""Contacts, reported in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twilio.rest import Client


def run(parent: Client) -> None:
    """Report a right and a wrong contact, as in Twilio's own example."""
    right = {
        "contact_id": "+14155550188",
        "correlation_id": "ad388b5a46b33b874b0d41f7226db2eh",
        "country_iso_code": "US",
        "zip_code": "12345",
    }
    wrong = {**right, "contact_id": "+19", "correlation_id": "02520cfa6c432f0e3ec3a38c122d428a"}
    answer = parent.accounts.v1.bulk_contacts.create([right, wrong])
    assert answer.items == [
        {"correlation_id": right["correlation_id"], "error_code": 0, "error_messages": []},
        {
            "correlation_id": wrong["correlation_id"],
            "error_code": 30647,
            "error_messages": ["INVALID_CONTACT_ID"],
        },
    ]

"""Helpers for tests of campaigns: a brand, a service, and a complete campaign."""

from typing import Any

from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests import bundles

EDITABLE: dict[str, Any] = {
    "description": "Acme tells its customers when a plumber comes and what it will cost.",
    "message_flow": "Customers tick a box below their phone number on https://acme.example/book.",
    "message_samples": ["Acme: your plumber comes at [time].", "Acme: your bill is [amount]. Reply STOP to end."],
    "has_embedded_links": False,
    "has_embedded_phone": False,
    "age_gated": False,
    "direct_lending": False,
}
COMPLETE: dict[str, Any] = {
    **EDITABLE,
    "us_app_to_person_usecase": "LOW_VOLUME",
    "privacy_policy_url": "https://acme.example/privacy",
    "terms_and_conditions_url": "https://acme.example/terms",
}


def register(client: Client, twilio: LocalTwilio, brand_type: str = "STANDARD", **given: Any) -> Any:
    """Register a brand for new bundles in the client's account."""
    pair = bundles.put(twilio, brand_type, account_sid=client.username)
    return client.messaging.v1.brand_registrations.create(*pair, brand_type=brand_type, **given)


def serve(client: Client, **given: Any) -> Any:
    """Create a messaging service."""
    return client.messaging.v1.services.create(**{"friendly_name": "acme", **given})


def submit(service: Any, brand: Any, **given: Any) -> Any:
    """Submit a complete campaign with these changes; None omits a parameter."""
    wanted = {**COMPLETE, "brand_registration_sid": brand.sid, **given}
    return service.us_app_to_person.create(**{name: value for name, value in wanted.items() if value is not None})

"""Every operation on campaigns."""

from typing import Any

from twilio.rest import Client

from tests import bundles

EDITABLE: dict[str, Any] = {
    "description": "Acme tells its customers when a plumber comes and what it will cost.",
    "message_flow": "Customers tick a box below their phone number on https://acme.example/book.",
    "message_samples": ["Acme: your plumber comes at [time].", "Acme: your bill is [amount]. Reply STOP to end."],
    "has_embedded_links": False,
    "has_embedded_phone": False,
    "age_gated": False,
    "direct_lending": False,
    "privacy_policy_url": "https://acme.example/privacy",
    "terms_and_conditions_url": "https://acme.example/terms",
}


def run(parent: Client) -> None:
    """Submit a campaign that fails, change it, read and list; list use cases with and without a brand; delete."""
    twilio = bundles.local_twilio(parent)
    brand = parent.messaging.v1.brand_registrations.create(*bundles.put(twilio))
    service = parent.messaging.v1.services.create(friendly_name="acme")
    assert len(service.us_app_to_person_usecases.fetch().us_app_to_person_usecases) == 20
    found = service.us_app_to_person_usecases.fetch(brand_registration_sid=str(brand.sid))
    assert found.us_app_to_person_usecases[0]["code"] == "2FA"
    twilio.control.script_review("us_app_to_person", "reject", [30896])
    campaign = service.us_app_to_person.create(
        brand_registration_sid=str(brand.sid),
        us_app_to_person_usecase="ACCOUNT_NOTIFICATION",
        subscriber_opt_in=True,
        opt_in_message="Acme: you are subscribed. Reply STOP to end.",
        opt_out_message="Acme: you get no more messages from us.",
        help_message="Acme: write to help@acme.example for help.",
        opt_in_keywords=["JOIN"],
        opt_out_keywords=["STOP"],
        help_keywords=["HELP"],
        **EDITABLE,
    )
    assert campaign.fetch().campaign_status == "FAILED"
    assert campaign.update(**EDITABLE).campaign_status == "VERIFIED"
    assert len(service.us_app_to_person.list(page_size=1)) == 1
    assert campaign.delete()

"""Every operation on verifications of toll-free numbers."""

from typing import Any

from twilio.rest import Client

from tests import bundles

BUSINESS: dict[str, Any] = {
    "business_name": "Freestyle Falcons LLC",
    "business_website": "https://freestyle-falcons.example",
    "business_street_address": "640 Halfpipe Alley",
    "business_city": "San Francisco",
    "business_state_province_region": "CA",
    "business_postal_code": "94110",
    "business_country": "US",
    "business_contact_first_name": "Dolores",
    "business_contact_last_name": "Quan",
    "business_contact_email": "dolores@freestyle-falcons.example",
    "business_contact_phone": "+14155550134",
    "business_type": "PRIVATE_PROFIT",
    "business_registration_number": "00-0000000",
    "business_registration_authority": "EIN",
    "business_registration_country": "US",
    "notification_email": "compliance@owl.example",
    "use_case_categories": ["ACCOUNT_NOTIFICATIONS", "DELIVERY_NOTIFICATIONS"],
    "use_case_summary": "A BMX shop tells customers who asked for it that a repair is done.",
    "production_message_sample": "Freestyle Falcons: your bike is ready. Reply STOP to opt out.",
    "opt_in_image_urls": ["https://freestyle-falcons.example/opt-in.png"],
    "opt_in_type": "WEB_FORM",
    "message_volume": "1,000",
}
"""What a verification says of a shop, by the SDK's names."""


def run(parent: Client) -> None:
    """Submit, read, list, edit after a rejection, and delete a verification."""
    offered = parent.available_phone_numbers("US").toll_free.list(limit=1)
    number = parent.incoming_phone_numbers.create(phone_number=str(offered[0].phone_number))
    twilio = bundles.local_twilio(parent)
    twilio.control.script_review("tollfree_verification", "reject", codes=[30842])
    verifications = parent.messaging.v1.tollfree_verifications
    submitted = verifications.create(
        tollfree_phone_number_sid=str(number.sid),
        external_reference_id="owl:falcons",
        doing_business_as="Freestyle Falcons",
        opt_in_confirmation_message="Freestyle Falcons: you are signed up. Reply STOP to opt out.",
        help_message_sample="Freestyle Falcons: write to workshop@freestyle-falcons.example.",
        opt_in_keywords=["BMX"],
        privacy_policy_url="https://freestyle-falcons.example/privacy",
        terms_and_conditions_url="https://freestyle-falcons.example/text-terms",
        age_gated_content=False,
        additional_information="ISV: Owl sends for Freestyle Falcons.",
        **BUSINESS,
    )
    rejected = verifications(str(submitted.sid)).fetch()
    assert (rejected.status, rejected.error_code, rejected.edit_allowed) == ("TWILIO_REJECTED", 30842, True)
    edited = verifications(str(submitted.sid)).update(opt_in_type="PAPER_FORM", edit_reason="shown")
    assert edited.status == "TWILIO_APPROVED"
    assert len(verifications.list(external_reference_id="owl:falcons", status="TWILIO_APPROVED")) == 1
    assert len(verifications.list(tollfree_phone_number_sid=str(number.sid), include_sub_accounts=True)) == 1
    assert verifications(str(submitted.sid)).delete()

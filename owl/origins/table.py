"""The origin of each input at Twilio: one row for each input of each resource.

A new input that the program declares needs a row here; `tests/owl/origins/test_table.py` lists those without one. The
order of rows is the order of fields in an adopted tenant's file.
"""

from collections.abc import Mapping

from owl.origins.origin import PROGRAM, File, Origins, catalogue, commas, made_of, program, same, secret, stack
from tenants.model.naming import INTERNATIONAL

_ADDRESS = "business.address"
_REPRESENTATIVE = "business.representative"
_TOLL_FREE = "senders.toll_free"
_ABROAD = made_of(INTERNATIONAL)
_NUMBER = made_of("phone_number", of_further=("additional_phone_numbers.{part}",))
_CALLBACKS = catalogue(File.ISV, "callbacks")

_BUNDLE = Origins(
    made_of("business"),
    {
        **program("account_sid", "friendly_name"),
        "email": catalogue(File.ISV, "compliance_email"),
        "policy": made_of("brand.kind"),
        "status_callback": _CALLBACKS,
    },
)

END_USERS: Mapping[str, Origins] = {
    "customer_profile_business_information": Origins(
        made_of("business"),
        {
            "business_name": same("business.legal_name"),
            **program("business_identity"),
            "business_type": same("business.type"),
            "business_industry": same("business.industry"),
            "business_registration_identifier": same("business.registration_identifier"),
            "business_registration_number": secret("business.registration_number"),
            "business_regions_of_operation": commas("business.regions_of_operation"),
            "website_url": same("business.website"),
            "social_media_profile_urls": commas("business.social_media_profiles"),
        },
    ),
    "us_a2p_messaging_profile_information": Origins(
        made_of(
            "business.company_type", "business.stock_exchange", "business.stock_ticker", "business.brand_contact_email"
        ),
        {
            "company_type": same("business.company_type"),
            "stock_exchange": same("business.stock_exchange"),
            "stock_ticker": same("business.stock_ticker"),
            "brand_contact_email": same("business.brand_contact_email"),
        },
    ),
    "authorized_representative_1": Origins(
        made_of(_REPRESENTATIVE),
        {
            "first_name": same(f"{_REPRESENTATIVE}.first_name"),
            "last_name": same(f"{_REPRESENTATIVE}.last_name"),
            "email": same(f"{_REPRESENTATIVE}.email"),
            "phone_number": same(f"{_REPRESENTATIVE}.phone_number"),
            "business_title": same(f"{_REPRESENTATIVE}.business_title"),
            "job_position": same(f"{_REPRESENTATIVE}.job_position"),
        },
    ),
    "starter_customer_profile_information": Origins(
        made_of(_REPRESENTATIVE),
        {
            "first_name": same(f"{_REPRESENTATIVE}.first_name"),
            "last_name": same(f"{_REPRESENTATIVE}.last_name"),
            "email": same(f"{_REPRESENTATIVE}.email"),
            "phone_number": same(f"{_REPRESENTATIVE}.phone_number"),
        },
    ),
    "sole_proprietor_information": Origins(
        made_of("business.legal_name", "business.industry", f"{_REPRESENTATIVE}.phone_number"),
        {
            "brand_name": same("business.legal_name"),
            "mobile_phone_number": same(f"{_REPRESENTATIVE}.phone_number"),
            "vertical": same("business.industry"),
        },
    ),
}
"""The attributes of each type of end user."""

RESOURCES: Mapping[str, Origins] = {
    "Address": Origins(
        made_of(_ADDRESS),
        {
            **program("account_sid", "friendly_name", "emergency_enabled"),
            "customer_name": made_of("business.legal_name"),  # at Twilio it may differ from the business's legal name
            "street": same(f"{_ADDRESS}.street"),
            "street_secondary": same(f"{_ADDRESS}.street_secondary"),
            "city": same(f"{_ADDRESS}.city"),
            "region": same(f"{_ADDRESS}.region"),
            "postal_code": same(f"{_ADDRESS}.postal_code"),
            "iso_country": same(f"{_ADDRESS}.country"),
        },
    ),
    "ApiKey": Origins(made_of("api_key"), program("account_sid", "friendly_name")),
    "BrandRegistration": Origins(
        made_of("brand"),
        {
            **program("awaits", "account_sid"),
            # The kind decides which bundles these are: their contents can change without a new SID.
            "customer_profile_bundle_sid": made_of("brand.kind"),
            "a2p_profile_bundle_sid": made_of("brand.kind"),
            "brand_type": made_of("brand.kind"),
            "skip_automatic_sec_vet": made_of("brand.kind"),
            "mock": same("brand.mock"),
            "facts": made_of("business"),
            "brand_registration_sid": same("brand.registration_sid"),
        },
    ),
    "BrandVetting": Origins(
        made_of("brand.vetting"),
        {
            **program("awaits", "account_sid"),
            "brand_registration_sid": made_of("brand"),
            "vetting_provider": same("brand.vetting.provider"),
            "vetting_id": same("brand.vetting.id"),
        },
    ),
    "Campaign": Origins(
        made_of("campaign"),
        {
            **program("awaits", "account_sid", "messaging_service_sid"),
            "brand_registration_sid": made_of("brand"),
            "us_app_to_person_usecase": same("campaign.use_case"),
            "description": same("campaign.description"),
            "message_flow": same("campaign.message_flow"),
            "has_embedded_links": same("campaign.has_embedded_links"),
            "has_embedded_phone": same("campaign.has_embedded_phone"),
            "privacy_policy_url": same("campaign.privacy_policy_url"),
            "terms_and_conditions_url": same("campaign.terms_and_conditions_url"),
            "message_samples": same("campaign.samples", "templates"),
            "age_gated": same("campaign.age_gated"),
            "direct_lending": same("campaign.direct_lending"),
            "resubmitted_on": made_of("campaign.resubmitted_on"),
            "subscriber_opt_in": same("campaign.subscriber_opt_in"),
            "opt_in_message": same("campaign.opt_in_message"),
            "opt_out_message": same("campaign.opt_out_message"),
            "help_message": same("campaign.help_message"),
            "opt_in_keywords": same("campaign.opt_in_keywords"),
            "opt_out_keywords": same("campaign.opt_out_keywords"),
            "help_keywords": same("campaign.help_keywords"),
        },
    ),
    "ContentTemplate": Origins(
        made_of("templates"),
        {
            **program("account_sid", "friendly_name"),
            "language": catalogue(File.TEMPLATES, "{part}.language"),
            "variables": catalogue(File.TEMPLATES, "{part}.placeholders"),
            "types": catalogue(File.TEMPLATES, "{part}.body"),
        },
    ),
    "CustomerProfile": _BUNDLE,
    "CustomerProfileEntityAssignment": Origins(PROGRAM, program("account_sid", "object_sid", "customer_profile_sid")),
    "CustomerProfileSubmission": Origins(
        PROGRAM,
        {
            **program("awaits", "account_sid", "customer_profile_sid"),
            "policy": made_of("brand.kind"),
            "facts": made_of("business"),
        },
    ),
    "DestinationAlphaSender": Origins(
        made_of("senders.alphanumeric"),
        {
            **program("account_sid", "service_sid"),
            "alpha_sender": made_of("senders.alphanumeric"),
            "iso_country_code": made_of("senders.alphanumeric"),
        },
    ),
    "EndUser": Origins(
        made_of("business"),
        {
            **program("account_sid", "friendly_name"),
            "type": made_of("brand.kind"),
            "attributes": made_of("business"),
        },
    ),
    "EventSink": Origins(
        PROGRAM, {**program("account_sid", "description", "sink_type"), "sink_configuration": _CALLBACKS}
    ),
    "EventSubscription": Origins(PROGRAM, program("account_sid", "description", "sink_sid", "types")),
    "GeoPermissions": Origins(PROGRAM, {"account_sid": stack("accountSid"), **program("countries")}),
    "MessagingService": Origins(
        made_of("messaging"),
        {
            **program("account_sid", "friendly_name", "inbound_method", "fallback_url", "fallback_method"),
            "inbound_request_url": same("messaging.inbound_request_url"),
            "status_callback": _CALLBACKS,
            **program("sticky_sender", "mms_converter", "smart_encoding", "scan_message_content"),
            **program("fallback_to_long_code", "area_code_geomatch"),
            "validity_period": same("messaging.validity_period"),
            **program("synchronous_validation"),
            "usecase": made_of("campaign.use_case"),
            **program("use_inbound_webhook_on_number"),
        },
    ),
    "MessagingServiceSender": Origins(
        _NUMBER, {**program("awaits", "account_sid", "service_sid"), "phone_number_sid": _NUMBER}
    ),
    "PhoneNumber": Origins(
        _NUMBER,
        {
            **program("account_sid", "friendly_name"),
            "phone_number": _NUMBER,
            "area_code": _NUMBER,
            **program("sms_url", "sms_method", "sms_fallback_url", "sms_fallback_method", "sms_application_sid"),
            **program("status_callback", "status_callback_method"),
            **program("voice_url", "voice_method", "voice_fallback_url", "voice_fallback_method"),
            **program("voice_application_sid", "voice_caller_id_lookup", "voice_receive_mode"),
            **program("trunk_sid", "identity_sid", "address_sid", "bundle_sid", "awaits"),
            "iso_country": _ABROAD,
            "number_type": _ABROAD,
            **program("emergency_status", "emergency_address_sid"),
        },
    ),
    "PrimaryCustomerProfile": Origins(
        PROGRAM,
        {"account_sid": stack("accountSid"), "customer_profile_sid": stack("primaryCustomerProfileSid")},
    ),
    "RegulatoryBundle": Origins(
        _ABROAD,
        {
            **program("account_sid", "friendly_name", "copy_of"),
            "email": catalogue(File.ISV, "compliance_email"),
            **dict.fromkeys(("iso_country", "number_type", "end_user_type"), _ABROAD),
            "status_callback": _CALLBACKS,
        },
    ),
    "RegulatoryBundleReplacement": Origins(_ABROAD, program("awaits", "account_sid", "bundle_sid", "from_bundle_sid")),
    "RegulatoryBundleSubmission": Origins(
        _ABROAD,
        {**program("awaits", "account_sid", "bundle_sid", "object_sids", "owner"), "facts": _ABROAD},
    ),
    "RegulatoryEndUser": Origins(
        _ABROAD, {**program("account_sid", "friendly_name"), **dict.fromkeys(("type", "attributes"), _ABROAD)}
    ),
    "RegulatoryItemAssignment": Origins(PROGRAM, program("account_sid", "bundle_sid", "object_sid")),
    "RegulatorySupportingDocument": Origins(
        _ABROAD,
        {
            **program("account_sid", "friendly_name"),
            **dict.fromkeys(("type", "attributes", "address_sids", "file", "sha256"), _ABROAD),
        },
    ),
    "Subaccount": Origins(
        PROGRAM,
        {
            "owner_account_sid": stack("accountSid"),
            **program("friendly_name"),
            "twilio": stack("twilio"),
            "status": made_of("state"),
            "close_on_delete": stack("protect"),
        },
    ),
    "SupportingDocument": Origins(
        made_of(_ADDRESS),
        {**program("account_sid", "friendly_name", "type"), "address_sids": made_of(_ADDRESS)},
    ),
    "TollfreeVerification": Origins(
        made_of(_TOLL_FREE),
        {
            **program("awaits", "account_sid", "tollfree_phone_number_sid", "customer_profile_sid"),
            **program("external_reference_id"),
            "notification_email": catalogue(File.ISV, "compliance_email"),
            "business_name": made_of("business.legal_name"),
            "doing_business_as": made_of("name"),
            "business_website": made_of("business.website"),
            "business_street_address": made_of(f"{_ADDRESS}.street"),
            "business_street_address2": made_of(f"{_ADDRESS}.street_secondary"),
            "business_city": made_of(f"{_ADDRESS}.city"),
            "business_state_province_region": made_of(f"{_ADDRESS}.region"),
            "business_postal_code": made_of(f"{_ADDRESS}.postal_code"),
            "business_country": made_of(f"{_ADDRESS}.country"),
            "business_contact_first_name": made_of(f"{_REPRESENTATIVE}.first_name"),
            "business_contact_last_name": made_of(f"{_REPRESENTATIVE}.last_name"),
            "business_contact_email": made_of(f"{_REPRESENTATIVE}.email"),
            "business_contact_phone": made_of(f"{_REPRESENTATIVE}.phone_number"),
            "business_type": made_of("business.company_type", "business.type"),
            "business_registration_number": secret("business.registration_number"),
            "business_registration_authority": made_of("business.registration_identifier"),
            "business_registration_country": made_of(f"{_ADDRESS}.country"),
            "use_case_categories": same(f"{_TOLL_FREE}.use_case_categories"),
            "use_case_summary": same(f"{_TOLL_FREE}.use_case_summary"),
            "production_message_sample": same(f"{_TOLL_FREE}.production_message_sample"),
            "opt_in_type": same(f"{_TOLL_FREE}.opt_in_type"),
            "opt_in_image_urls": same(f"{_TOLL_FREE}.opt_in_image_urls"),
            "opt_in_confirmation_message": same(f"{_TOLL_FREE}.opt_in_confirmation_message"),
            "opt_in_keywords": same(f"{_TOLL_FREE}.opt_in_keywords"),
            "help_message_sample": same(f"{_TOLL_FREE}.help_message_sample"),
            "message_volume": same(f"{_TOLL_FREE}.message_volume"),
            "privacy_policy_url": same(f"{_TOLL_FREE}.privacy_policy_url"),
            "terms_and_conditions_url": same(f"{_TOLL_FREE}.terms_and_conditions_url"),
            "age_gated_content": same(f"{_TOLL_FREE}.age_gated_content"),
            "additional_information": same(f"{_TOLL_FREE}.additional_information"),
            "vetting_provider": made_of(f"{_TOLL_FREE}.vetting_id"),
            "vetting_id": same(f"{_TOLL_FREE}.vetting_id"),
            "resubmitted_on": made_of(f"{_TOLL_FREE}.resubmitted_on"),
        },
    ),
    "TrustProduct": _BUNDLE,
    "TrustProductEntityAssignment": Origins(PROGRAM, program("account_sid", "object_sid", "trust_product_sid")),
    "TrustProductSubmission": Origins(
        PROGRAM,
        {
            **program("awaits", "account_sid", "trust_product_sid"),
            "policy": made_of("brand.kind"),
            "facts": made_of("business"),
        },
    ),
    "UsageTrigger": Origins(
        made_of("package"),
        {
            **program("account_sid", "friendly_name", "usage_category"),
            "trigger_value": catalogue(File.PACKAGES, "{package}.messages_per_day"),
            **program("trigger_by", "recurring"),
            "callback_url": _CALLBACKS,
            **program("callback_method"),
        },
    ),
}
"""The inputs of each kind of resource."""

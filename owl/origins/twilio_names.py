"""Which fields of a tenant's file feed what Twilio calls a field.

Twilio names one thing in several ways: an attribute of an end user (`business_name`), a parameter (`MessageFlow`), the
same in capitals in a campaign's errors (`MESSAGE_FLOW`), a requirement of a policy (`customer_profile_address`).
"""

import re
from collections.abc import Iterator, Mapping

_REPRESENTATIVE = "business.representative"
_PATHS: Mapping[str, tuple[str, ...]] = {
    # Requirements of the policies: a whole end user or document.
    "customer_profile_business_information": ("business",),
    "us_a2p_messaging_profile_information": (
        "business.company_type",
        "business.stock_exchange",
        "business.stock_ticker",
        "business.brand_contact_email",
    ),
    "authorized_representative_1": (_REPRESENTATIVE,),
    "starter_customer_profile_information": (_REPRESENTATIVE,),
    "sole_proprietor_information": (
        "business.legal_name",
        "business.industry",
        f"{_REPRESENTATIVE}.phone_number",
    ),
    "customer_profile_address": ("business.address",),
    "starter_customer_profile_address": ("business.address",),
    "address_sids": ("business.address",),
    # Attributes of the business, and what The Campaign Registry calls them.
    "business_name": ("business.legal_name",),
    "company_name": ("business.legal_name",),
    "customer_name": ("business.legal_name",),
    "brand_name": ("business.legal_name",),
    "business_type": ("business.type",),
    "business_industry": ("business.industry",),
    "vertical": ("business.industry",),
    "business_registration_identifier": ("business.registration_identifier",),
    "business_registration_number": ("business.registration_number",),
    "ein": ("business.registration_number",),
    "tax_id": ("business.registration_number",),
    "business_regions_of_operation": ("business.regions_of_operation",),
    "website_url": ("business.website",),
    "website": ("business.website",),
    "social_media_profile_urls": ("business.social_media_profiles",),
    "company_type": ("business.company_type",),
    "entity_type": ("business.company_type",),
    "stock_exchange": ("business.stock_exchange",),
    "stock_ticker": ("business.stock_ticker",),
    "stock_symbol": ("business.stock_ticker",),
    "brand_contact_email": ("business.brand_contact_email",),
    # Attributes of the representative.
    "first_name": (f"{_REPRESENTATIVE}.first_name",),
    "last_name": (f"{_REPRESENTATIVE}.last_name",),
    "email": (f"{_REPRESENTATIVE}.email",),
    "phone_number": (f"{_REPRESENTATIVE}.phone_number",),
    "mobile_phone_number": (f"{_REPRESENTATIVE}.phone_number",),
    "business_title": (f"{_REPRESENTATIVE}.business_title",),
    "job_position": (f"{_REPRESENTATIVE}.job_position",),
    # The address.
    "street": ("business.address.street",),
    "street_secondary": ("business.address.street_secondary",),
    "city": ("business.address.city",),
    "region": ("business.address.region",),
    "state": ("business.address.region",),
    "postal_code": ("business.address.postal_code",),
    "iso_country": ("business.address.country",),
    "country": ("business.address.country",),
    # Parameters of a brand and of a vetting.
    "customer_profile_bundle_sid": ("business",),
    "a2p_profile_bundle_sid": ("business",),
    "brand_registration_sid": ("brand",),
    "brand_type": ("brand.kind",),
    "skip_automatic_sec_vet": ("brand.kind",),
    "mock": ("brand.mock",),
    "vetting_provider": ("brand.vetting.provider",),
    "vetting_id": ("brand.vetting.id",),
    # Parameters of a campaign, and of a number that sends for it.
    "us_app_to_person_usecase": ("campaign.use_case",),
    "use_case": ("campaign.use_case",),
    "description": ("campaign.description",),
    "message_flow": ("campaign.message_flow",),
    "message_samples": ("campaign.samples", "templates"),
    "sample": ("campaign.samples", "templates"),
    "has_embedded_links": ("campaign.has_embedded_links",),
    "embedded_link": ("campaign.has_embedded_links",),
    "has_embedded_phone": ("campaign.has_embedded_phone",),
    "embedded_phone": ("campaign.has_embedded_phone",),
    "age_gated": ("campaign.age_gated",),
    "direct_lending": ("campaign.direct_lending",),
    "privacy_policy_url": ("campaign.privacy_policy_url",),
    "terms_and_conditions_url": ("campaign.terms_and_conditions_url",),
    "subscriber_opt_in": ("campaign.subscriber_opt_in",),
    "opt_in_message": ("campaign.opt_in_message",),
    "opt_out_message": ("campaign.opt_out_message",),
    "help_message": ("campaign.help_message",),
    "opt_in_keywords": ("campaign.opt_in_keywords",),
    "opt_out_keywords": ("campaign.opt_out_keywords",),
    "help_keywords": ("campaign.help_keywords",),
    "phone_number_sid": ("phone_number",),
}


def paths_of(name: str) -> tuple[str, ...]:
    """Give the paths that feed a field of Twilio's, whatever the style of its name; none of one that is not known.

    An index at the end, as in `MESSAGE_SAMPLES[0]` or `sample1`, and what comes before a dot count for nothing where
    the name is not known with them.
    """
    return next((_BY_LETTERS[each] for each in _readings(name) if each in _BY_LETTERS), ())


def known_paths() -> Iterator[str]:
    """Give every path that some field leads to."""
    for paths in _PATHS.values():
        yield from paths


def _letters(name: str) -> str:
    """Reduce a name to what all its styles share: MESSAGE_FLOW, message_flow and MessageFlow."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _readings(name: str) -> Iterator[str]:
    for each in (name, name.rpartition(".")[2]):
        yield _letters(each)
        yield _letters(each).rstrip("0123456789")


_BY_LETTERS = {_letters(name): paths for name, paths in _PATHS.items()}

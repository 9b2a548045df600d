"""Tenants' files drafted from an account: the full text of each, and what has to be renamed."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from owl.adoption.account_draft import Account, Draft, drafts
from owl.drift.account_contents import Content
from providers.core.registry import resources
from tests.owl_inc import owl_inc

DRAFTS = Path(__file__).parent / "drafts"
TENANTS = owl_inc()
ACCOUNT = f"AC{'0' * 32}"
PROVIDERS = {kind.__name__: kind.provider_class() for kind in resources()}
PREFIXES = {
    "Address": "AD",
    "BrandRegistration": "BN",
    "Campaign": "QE",
    "ContentTemplate": "HX",
    "CustomerProfile": "BU",
    "CustomerProfileEntityAssignment": "BV",
    "EndUser": "IT",
    "MessagingService": "MG",
    "MessagingServiceSender": "PN",
    "PhoneNumber": "PN",
    "SupportingDocument": "RD",
    "TrustProduct": "BU",
    "TrustProductEntityAssignment": "BV",
}


def sid(kind: str, number: int) -> str:
    """Return a SID with a kind's prefix."""
    return f"{PREFIXES[kind]}{number:032x}"


def content(kind: str, number: int, container: Mapping[str, str] = MappingProxyType({}), **fields: Any) -> Content:
    """Return an object of the account."""
    return Content(PROVIDERS[kind], sid(kind, number), {"account_sid": ACCOUNT, **container}, fields)


SERVICE = content(
    "MessagingService",
    1,
    friendly_name="Gull Surf",
    inbound_request_url="https://gull-surf.example/sms",
    validity_period=36_000,
    usecase="notifications",
)
REPRESENTATIVE = {
    "first_name": "Ada",
    "last_name": "Moss",
    "email": "ada@gull-surf.example",
    "phone_number": "+16195550134",
}
CAMPAIGN = {
    "brand_registration_sid": sid("BrandRegistration", 1),
    "description": "Gull Surf tells customers who asked for it that a board is repaired.",
    "message_flow": "Customers tick a box of its own at https://gull-surf.example/checkout.",
    "message_samples": ["Gull Surf: your board is repaired.", "Gull Surf: your order is ready."],
    "us_app_to_person_usecase": "LOW_VOLUME",
    "has_embedded_links": False,
    "has_embedded_phone": True,
    "age_gated": True,
    "direct_lending": False,
    "privacy_policy_url": "https://gull-surf.example/privacy",
    "terms_and_conditions_url": "https://gull-surf.example/text-terms",
    "opt_in_message": "Gull Surf: you will hear of your orders.",
    "help_keywords": ["HELP"],
}


def bundles(profile_facts: list[Content], product_facts: list[Content]) -> list[Content]:
    """Return a customer profile and a trust product, with the entities assigned to them."""
    profile, product = sid("CustomerProfile", 1), sid("TrustProduct", 2)
    return [
        content("CustomerProfile", 1, friendly_name="Gull Surf", email="compliance@owl.example"),
        content("TrustProduct", 2, friendly_name="gull-surf A2P messaging", email="compliance@owl.example"),
        *profile_facts,
        *product_facts,
        *(
            content("CustomerProfileEntityAssignment", number, {"customer_profile_sid": profile}, object_sid=each.sid)
            for number, each in enumerate(profile_facts, 10)
        ),
        *(
            content("TrustProductEntityAssignment", number, {"trust_product_sid": product}, object_sid=each.sid)
            for number, each in enumerate(product_facts, 20)
        ),
    ]


def address(**fields: Any) -> list[Content]:
    """Return an address and the document that refers to it."""
    where: dict[str, Any] = {
        "street": "1 Sail Street",
        "city": "San Diego",
        "region": "CA",
        "postal_code": "92101",
        "iso_country": "US",
    }
    return [
        content("Address", 1, friendly_name="Gull", customer_name="Gull Surf Inc.", **where, **fields),
        content(
            "SupportingDocument",
            1,
            friendly_name="gull-surf address",
            type="customer_profile_address",
            address_sids=sid("Address", 1),
        ),
    ]


def brand(**fields: Any) -> Content:
    """Return the brand of both bundles."""
    of: dict[str, Any] = {
        "customer_profile_bundle_sid": sid("CustomerProfile", 1),
        "a2p_profile_bundle_sid": sid("TrustProduct", 2),
    }
    return content("BrandRegistration", 1, **of, **fields)


def end_user(number: int, type_: str, **attributes: Any) -> Content:
    """Return an end user of a type."""
    return content("EndUser", number, friendly_name=f"facts {number}", type=type_, attributes=attributes)


def phone_numbers(*numbers: str) -> list[Content]:
    """Return numbers that send for the service."""
    return [
        each
        for number, text in enumerate(numbers, 1)
        for each in (
            content("PhoneNumber", number, friendly_name=text, phone_number=text),
            content(
                "MessagingServiceSender",
                number,
                {"service_sid": SERVICE.sid},
                phone_number_sid=sid("PhoneNumber", number),
            ),
        )
    ]


def standard() -> list[Content]:
    """Return the objects of a public company with two numbers."""
    where, document = address(street_secondary="Suite 4")
    business = end_user(
        1,
        "customer_profile_business_information",
        business_name="Gull Surf Inc.",
        business_identity="direct_customer",
        business_type="Corporation",
        business_industry="RETAIL",
        business_registration_identifier="DUNS",
        business_registration_number="12-3456789",
        business_regions_of_operation="USA_AND_CANADA, EUROPE",
        website_url="https://gull-surf.example",
        social_media_profile_urls="https://a.example/gull,https://b.example/gull",
    )
    representative = end_user(
        2, "authorized_representative_1", **REPRESENTATIVE, business_title="Owner 12-3456789", job_position="CEO"
    )
    company = end_user(
        3,
        "us_a2p_messaging_profile_information",
        company_type="public",
        stock_exchange="NYSE",
        stock_ticker="GULL",
        brand_contact_email="brand@gull-surf.example",
    )
    template = next(iter(TENANTS.templates.values()))
    return [
        SERVICE,
        *phone_numbers("+16195550101", "+16195550102"),
        where,
        *bundles([business, representative, document], [company]),
        brand(brand_type="STANDARD", skip_automatic_sec_vet=True, mock=True),
        content("Campaign", 1, {"messaging_service_sid": SERVICE.sid}, **CAMPAIGN),
        content("ContentTemplate", 1, friendly_name="x", types={"twilio/text": {"body": template.numbered_body}}),
    ]


def private() -> list[Content]:
    """Return the objects of a company of which only defaults are known."""
    where, document = address()
    business = end_user(
        1,
        "customer_profile_business_information",
        business_name="Gull Surf LLC",
        business_registration_identifier="EIN",
        business_regions_of_operation="USA_AND_CANADA",
    )
    company = end_user(3, "us_a2p_messaging_profile_information", company_type="private")
    return [
        SERVICE,
        where,
        *bundles([business, document], [company]),
        brand(brand_type="STANDARD", skip_automatic_sec_vet=False, mock=False),
    ]


def sole_proprietor() -> list[Content]:
    """Return the objects of a sole proprietor."""
    where, document = address()
    person = end_user(1, "starter_customer_profile_information", **REPRESENTATIVE)
    alone = end_user(
        2,
        "sole_proprietor_information",
        brand_name="Gull Surf",
        mobile_phone_number="+16195550199",
        vertical="RETAIL",
    )
    return [
        SERVICE,
        *phone_numbers("+16195550101"),
        where,
        *bundles([person, document], [alone]),
        brand(brand_type="SOLE_PROPRIETOR", skip_automatic_sec_vet=False, mock=False),
        content("Campaign", 1, {"messaging_service_sid": SERVICE.sid}, **CAMPAIGN),
    ]


def abroad(*beside: str) -> list[Content]:
    """Return the objects of a company with a British number, beside others or alone."""
    numbers = phone_numbers(*beside, "+447700900001")
    where: dict[str, Any] = {"street": "1 Brick Lane", "city": "London", "region": "London", "postal_code": "E1 6PU"}
    fields = {"type": "mobile", "address_sid": sid("Address", 7), "bundle_sid": f"BU{9:032x}"}
    *others, number, sender = numbers
    british = Content(number.provider, number.sid, number.container, {**number.fields, **fields})
    return [SERVICE, *others, british, sender, content("Address", 7, friendly_name="London", iso_country="GB", **where)]


ACCOUNTS = {
    "abroad": abroad(),
    "abroad-too": abroad("+16195550101"),
    "standard": standard(),
    "private": private(),
    "sole-proprietor": sole_proprietor(),
    "service-alone": [SERVICE],
}


def drafted(contents: list[Content]) -> Draft:
    """Draft a single file."""
    [draft] = drafts(Account("Gull Surf", ACCOUNT, contents), TENANTS, "prod")
    return draft


def told(draft: Draft) -> str:
    """Write a draft with everything that belongs to it."""
    names = "".join(f"# {' '.join(each)}\n" for each in draft.names)
    return f"# {draft.tenant_id}, secrets: {', '.join(draft.secrets) or 'none'}\n{names}{draft.text}"


@pytest.mark.parametrize(("name", "contents"), ACCOUNTS.items())
def test_the_whole_draft(name: str, contents: list[Content]) -> None:
    """The draft has all that Twilio knows, omits what repeats a default, and asks for the rest."""
    assert told(drafted(contents)) == (DRAFTS / f"{name}.yaml").read_text("utf-8")

"""Attributes in the local Twilio: which are required, and which values evaluations accept."""

from typing import Any

import pytest

from tests.emulator.applicant import (
    A2P,
    BUSINESS,
    PERSON,
    REPRESENTATIVE,
    SECONDARY,
    SOLE_PROPRIETOR,
    SOLE_TRADER,
    STARTER,
    Applicant,
    faults,
)

BUSINESS_TYPE = "customer_profile_business_information"
A2P_TYPE = "us_a2p_messaging_profile_information"


def evaluate(acme: Applicant, machine_name: str, attributes: dict[str, Any], policy_sid: str) -> dict[str, int]:
    """Return a policy's findings about an end user of a type that it requires."""
    profile = acme.empty_profile()
    profile.customer_profiles_entity_assignments.create(acme.end_user(machine_name, attributes))
    results = profile.customer_profiles_evaluations.create(policy_sid=policy_sid).results
    return faults([result for result in results if result["object_type"] == machine_name])


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, {}),
        ({"business_registration_number": "123456789"}, {}),
        ({"business_registration_number": "12-345678"}, {"business_registration_number": 22215}),
        ({"business_registration_number": "9876", "business_registration_identifier": "DUNS"}, {}),
        ({"business_registration_identifier": "ein"}, {"business_registration_identifier": 22215}),
        ({"business_identity": "tenant"}, {"business_identity": 22215}),
        ({"business_type": "LLC"}, {"business_type": 22215}),
        ({"business_industry": "Retail"}, {"business_industry": 22215}),
        ({"business_regions_of_operation": "EUROPE, ASIA"}, {}),
        ({"business_regions_of_operation": "US"}, {"business_regions_of_operation": 22215}),
        ({"website_url": "acme.example"}, {"website_url": 22215}),
        ({"website_url": "http://acme.example/about"}, {}),
        ({"website_url": ""}, {"website_url": 22215}),
        ({"business_name": ["Acme"]}, {"business_name": 22215}),
        ({"social_media_profile_urls": "https://social.example/acme"}, {}),
    ],
)
def test_a_business_is_well_formed(acme: Applicant, changed: dict[str, Any], found: dict[str, int]) -> None:
    """Values come from their list, an EIN has nine digits, a website is a URL."""
    assert evaluate(acme, BUSINESS_TYPE, {**BUSINESS, **changed}, SECONDARY) == found


@pytest.mark.parametrize("machine_name", ["authorized_representative_1", "authorized_representative_2"])
@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, {}),
        ({"phone_number": "(415) 555-0100"}, {"phone_number": 22218}),
        ({"phone_number": None}, {"phone_number": 22215}),
        ({"email": "ada"}, {"email": 22215}),
        ({"job_position": "Chief"}, {"job_position": 22215}),
        ({"first_name": "", "business_title": ""}, {"first_name": 22215, "business_title": 22215}),
    ],
)
def test_a_representative_is_well_formed(
    acme: Applicant, machine_name: str, changed: dict[str, Any], found: dict[str, int]
) -> None:
    """The second representative is optional, but is checked like the first."""
    assert evaluate(acme, machine_name, {**REPRESENTATIVE, **changed}, SECONDARY) == found


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ({"company_type": "private"}, {}),
        ({"company_type": "PRIVATE_PROFIT"}, {"company_type": 22215}),
        ({"company_type": "private", "brand_contact_email": "ada"}, {"brand_contact_email": 22215}),
        (
            {"company_type": "public"},
            {"stock_exchange": 22215, "stock_ticker": 22215, "brand_contact_email": 22215},
        ),
        (
            {
                "company_type": "public",
                "stock_exchange": "NASDAQ",
                "stock_ticker": "ACME",
                "brand_contact_email": "ada@acme.example",
            },
            {},
        ),
    ],
)
def test_a_public_company_says_where(acme: Applicant, attributes: dict[str, Any], found: dict[str, int]) -> None:
    """Only public companies need exchange, ticker and a contact."""
    assert evaluate(acme, A2P_TYPE, attributes, A2P) == found


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, {}),
        ({"vertical": "RETAIL"}, {}),
        ({"vertical": "SHOES"}, {"vertical": 22215}),
        ({"mobile_phone_number": "5550100"}, {"mobile_phone_number": 22218}),
    ],
)
def test_a_sole_proprietor_is_well_formed(acme: Applicant, changed: dict[str, Any], found: dict[str, int]) -> None:
    """Its vertical is optional."""
    assert evaluate(acme, "sole_proprietor_information", {**SOLE_TRADER, **changed}, SOLE_PROPRIETOR) == found


def test_what_was_given_is_not_repeated(acme: Applicant) -> None:
    """Results name the expected form of an attribute, never its value: results end up in logs."""
    profile = acme.empty_profile(STARTER)
    wrong = {name: f"private {value}" for name, value in PERSON.items()}
    person = acme.end_user("starter_customer_profile_information", wrong)
    profile.customer_profiles_entity_assignments.create(person)
    results = profile.customer_profiles_evaluations.create(policy_sid=STARTER).results
    assert faults(results[:1]) == {"email": 22215, "phone_number": 22218}
    assert "private" not in str(results)

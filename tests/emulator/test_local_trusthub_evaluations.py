"""Evaluations of the local Twilio: what policies find missing or malformed in a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.emulator.applicant import (
    A2P,
    BUSINESS,
    EMAIL,
    PERSON,
    PRIMARY,
    REPRESENTATIVE,
    SECONDARY,
    SOLE_PROPRIETOR,
    STARTER,
    Applicant,
)

if TYPE_CHECKING:
    from emulator.embedded import LocalTwilio

BUSINESS_TYPE = "customer_profile_business_information"
A2P_TYPE = "us_a2p_messaging_profile_information"
SOLE = {"brand_name": "Ada's", "mobile_phone_number": "+14155550100"}


def faults(results: list[dict[str, Any]]) -> dict[str, int]:
    """Return the code of each field, or else requirement, that did not pass."""
    found: dict[str, int] = {}
    for result in results:
        if not result["passed"]:
            found |= {each["object_field"]: each["error_code"] for each in result["invalid"]} or {
                result["requirement_name"]: result["error_code"]
            }
    return found


def evaluate(acme: Applicant, machine_name: str, attributes: dict[str, Any], policy_sid: str) -> dict[str, int]:
    """Return what a policy finds wrong with an end user of a type that it wants."""
    profile = acme.empty_profile()
    profile.customer_profiles_entity_assignments.create(acme.end_user(machine_name, attributes))
    results = profile.customer_profiles_evaluations.create(policy_sid=policy_sid).results
    return faults([result for result in results if result["object_type"] == machine_name])


def test_a_complete_profile_is_compliant(acme: Applicant) -> None:
    """Every requirement passes, with all its fields among the valid ones; the evaluation is kept."""
    profile = acme.profile()
    evaluation = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY)
    assert (evaluation.status, evaluation.customer_profile_sid) == ("compliant", profile.sid)
    assert [result["requirement_name"] for result in evaluation.results] == [
        BUSINESS_TYPE,
        "authorized_representative_1",
        "customer_profile_address",
        "primary_customer_profile",
    ]
    assert evaluation.results[-1] == {
        "requirement_name": "primary_customer_profile",
        "requirement_friendly_name": "Primary Customer Profile",
        "object_type": "primary_customer_profile_type_business",
        "friendly_name": "Primary Customer Profile Bundle",
        "passed": True,
        "failure_reason": None,
        "error_code": None,
        "valid": [
            {
                "friendly_name": "Bundle Sid",
                "object_field": "bundle_sid",
                "passed": True,
                "failure_reason": None,
                "error_code": None,
            }
        ],
        "invalid": [],
    }
    assert evaluation.fetch().results == evaluation.results
    assert [each.sid for each in profile.customer_profiles_evaluations.list()] == [evaluation.sid]


def test_an_empty_profile_is_told_all_it_lacks(acme: Applicant) -> None:
    """Each requirement fails by its own code, with the fields of the end user that is missing."""
    profile = acme.empty_profile()
    evaluation = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY)
    assert evaluation.status == "noncompliant"
    codes = {result["requirement_name"]: result["error_code"] for result in evaluation.results}
    assert codes == {
        BUSINESS_TYPE: 22214,
        "authorized_representative_1": 22214,
        "customer_profile_address": 22216,
        "primary_customer_profile": 22216,
    }
    business = evaluation.results[0]
    assert business["invalid"][0] == {
        "friendly_name": "Business Name",
        "object_field": "business_name",
        "failure_reason": "Business Name of Business Information is missing",
        "error_code": 22215,
    }
    assert (len(business["invalid"]), business["valid"]) == (8, [])


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
    """Words are those of a list, an EIN has nine digits, a website an address."""
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
    """The second representative is optional, but where there is one it is checked like the first."""
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
    """Exchange, ticker and a contact are needed of public companies only."""
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
    assert evaluate(acme, "sole_proprietor_information", {**SOLE, **changed}, SOLE_PROPRIETOR) == found


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ({}, {"address_sids": 22217}),
        ({"address_sids": []}, {"address_sids": 22217}),
        ({"address_sids": "AD" + "0" * 32}, {"address_sids": 22217}),
        (None, {}),
    ],
)
def test_an_address_is_the_accounts(acme: Applicant, attributes: dict[str, Any] | None, found: dict[str, int]) -> None:
    """A document names addresses that the account has."""
    profile = acme.empty_profile()
    profile.customer_profiles_entity_assignments.create(acme.document(attributes))
    results = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY).results
    assert faults([each for each in results if each["object_type"] == "customer_profile_address"]) == found


def test_several_addresses(acme: Applicant) -> None:
    """All addresses of a document must be there."""
    profile = acme.empty_profile()
    profile.customer_profiles_entity_assignments.create(
        acme.document({"address_sids": [acme.address_sid, "AD" + "0" * 32]})
    )
    found = faults(profile.customer_profiles_evaluations.create(policy_sid=SECONDARY).results)
    assert found["address_sids"] == 22217


def test_an_unapproved_primary_profile_is_not_enough(acme: Applicant, twilio: LocalTwilio) -> None:
    """An ISV that is not approved itself cannot vouch for anybody."""
    profile = acme.profile()
    twilio.control.set_primary_profile("in-review")
    evaluation = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY)
    assert faults(evaluation.results) == {"bundle_sid": 22217}
    twilio.control.set_primary_profile("twilio-approved")
    assert profile.customer_profiles_evaluations.create(policy_sid=SECONDARY).status == "compliant"


def test_a_trust_product_needs_a_submitted_profile(acme: Applicant, twilio: LocalTwilio) -> None:
    """A profile need not be approved, but a draft or a rejected one stands for nobody."""
    twilio.control.set_behaviour("customer_profile", "seconds", 60)
    twilio.control.script_review("customer_profile", "reject")
    profile = acme.profile()
    evaluations = acme.product(profile.sid).trust_products_evaluations
    assert faults(evaluations.create(policy_sid=A2P).results) == {"bundle_status": 22217}
    profile.update(status="pending-review")
    assert evaluations.create(policy_sid=A2P).status == "compliant"
    twilio.control.advance(120)
    assert faults(evaluations.create(policy_sid=A2P).results) == {"bundle_status": 22217}
    profile.update(status="pending-review")
    twilio.control.advance(120)
    assert evaluations.create(policy_sid=A2P).status == "compliant"


def test_the_ladder_of_a_sole_proprietor(acme: Applicant) -> None:
    """A starter profile and the trust product on it are approved, one after the other."""
    profile = acme.empty_profile(STARTER)
    person = acme.end_user("starter_customer_profile_information", PERSON)
    for sid in (person, acme.document(), acme.primary_sid):
        profile.customer_profiles_entity_assignments.create(sid)
    assert profile.update(status="pending-review").status == "twilio-approved"
    product = acme.trusthub.trust_products.create(friendly_name="acme", email=EMAIL, policy_sid=SOLE_PROPRIETOR)
    for sid in (acme.end_user("sole_proprietor_information", SOLE), str(profile.sid)):
        product.trust_products_entity_assignments.create(sid)
    assert product.update(status="pending-review").status == "twilio-approved"


def test_of_two_end_users_the_last_one_counts(acme: Applicant) -> None:
    """A wrong end user is put right by assigning another."""
    profile = acme.empty_profile()
    for attributes in ({}, PERSON):
        end_user = acme.end_user("starter_customer_profile_information", attributes)
        profile.customer_profiles_entity_assignments.create(end_user)
    results = profile.customer_profiles_evaluations.create(policy_sid=STARTER).results
    assert results[0]["passed"]


def test_a_policy_must_be_there(acme: Applicant, refusal: Any) -> None:
    """Any policy can be evaluated against, but it must exist."""
    evaluations = acme.empty_profile().customer_profiles_evaluations
    assert refusal(lambda: evaluations.create(policy_sid="RN" + "0" * 32)) == (400, 20001)
    assert evaluations.create(policy_sid=PRIMARY).status == "noncompliant"


def test_an_evaluation_goes_with_its_bundle(acme: Applicant, refusal: Any) -> None:
    """An evaluation is under its bundle, and deleted with it."""
    profile = acme.empty_profile()
    evaluation = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY)
    profile.delete()
    assert refusal(evaluation.fetch) == (404, 20404)


def test_what_was_given_is_not_repeated(acme: Applicant) -> None:
    """Results say what is expected of a malformed attribute, never what it is: they end up in logs."""
    profile = acme.empty_profile(STARTER)
    wrong = {name: f"private {value}" for name, value in PERSON.items()}
    person = acme.end_user("starter_customer_profile_information", wrong)
    profile.customer_profiles_entity_assignments.create(person)
    results = profile.customer_profiles_evaluations.create(policy_sid=STARTER).results
    assert faults(results[:1]) == {"email": 22215, "phone_number": 22218}
    assert "private" not in str(results)

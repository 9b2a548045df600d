"""Campaigns of the local Twilio: submitted, reviewed, changed, ended."""

from typing import Any

import pytest
from twilio.rest import Client

from emulator.a2p import rejections
from emulator.embedded import LocalTwilio
from tests.emulator.campaigns import COMPLETE, EDITABLE, register, serve, submit

SID = "QE2c6890da8086d771620e9b13fadeba0b"
KIND = "us_app_to_person"


@pytest.fixture
def brand(parent: Client, twilio: LocalTwilio) -> Any:
    """An approved brand."""
    return register(parent, twilio)


@pytest.fixture
def service(parent: Client) -> Any:
    """A messaging service."""
    return serve(parent)


def test_a_campaign_is_verified_immediately(parent: Client, service: Any, brand: Any) -> None:
    """The first answer has the decision unless a review is scripted; every campaign has the same SID."""
    campaign = submit(service, brand)
    assert (campaign.sid, campaign.campaign_status, campaign.errors) == (SID, "VERIFIED", [])
    read = campaign.fetch()
    assert {name: getattr(read, name) for name in EDITABLE} == EDITABLE
    assert (read.us_app_to_person_usecase, read.brand_registration_sid) == ("LOW_VOLUME", brand.sid)
    assert (read.messaging_service_sid, str(read.campaign_id)[0], read.mock) == (service.sid, "C", False)
    assert service.fetch().us_app_to_person_registered
    other = serve(parent)
    assert submit(other, brand, us_app_to_person_usecase="2FA").rate_limits["att"] == {"mps": 75, "msg_class": "A"}
    assert [each.messaging_service_sid for each in other.us_app_to_person.list()] == [other.sid]


def test_twilio_fills_in_what_is_not_given(parent: Client, service: Any, brand: Any) -> None:
    """Default keywords, opt-out and help messages read back; given ones are kept."""
    campaign = submit(service, brand)
    assert {"STOP", "UNSUBSCRIBE"} <= set(campaign.opt_out_keywords)
    assert (campaign.help_keywords, campaign.opt_in_message) == (["HELP", "INFO"], None)
    assert campaign.opt_out_message
    assert campaign.help_message
    given = {
        "opt_in_message": "Acme: you are subscribed. Reply STOP to end.",
        "opt_out_message": "Acme: you get no more messages from us.",
        "help_message": "Acme: write to help@acme.example for help.",
        "opt_in_keywords": ["JOIN"],
        "opt_out_keywords": ["BYE"],
        "help_keywords": ["AID"],
        "subscriber_opt_in": True,
    }
    other = submit(serve(parent), brand, **given)
    assert {name: getattr(other, name) for name in given} == given


def test_policies_are_shown_to_the_new_version_alone(service: Any, brand: Any) -> None:
    """Creation, reading, listing and change return policy URLs only if the header asks for them."""
    new = {"x_twilio_api_version": "v1.2"}
    campaign = submit(service, brand)
    assert (campaign.privacy_policy_url, campaign.fetch().terms_and_conditions_url) == (None, None)
    shown = [campaign.fetch(**new), *service.us_app_to_person.list(**new), campaign.update(**EDITABLE, **new)]
    assert {each.privacy_policy_url for each in shown} == {"https://acme.example/privacy"}
    moved = campaign.update(**EDITABLE, **new, terms_and_conditions_url="https://acme.example/new")
    assert moved.terms_and_conditions_url == "https://acme.example/new"
    assert campaign.delete()
    assert submit(service, brand, **new).privacy_policy_url == "https://acme.example/privacy"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"description": ""}, 21727),
        ({"message_samples": []}, 21727),
        ({"us_app_to_person_usecase": ""}, 21727),
        ({"brand_registration_sid": ""}, 21727),
        ({"opt_in_keywords": ["JOIN"]}, 21727),
        ({"privacy_policy_url": None}, 30933),
        ({"terms_and_conditions_url": None}, 30934),
        ({"privacy_policy_url": "acme.example/privacy"}, 20001),
        ({"description": "x" * 39}, 20001),
        ({"description": "x" * 4097}, 20001),
        ({"message_flow": "x" * 39}, 20001),
        ({"message_flow": "x" * 2049}, 20001),
        ({"message_samples": ["x" * 20]}, 20001),
        ({"message_samples": ["x" * 20] * 6}, 20001),
        ({"message_samples": ["x" * 20, "x" * 19]}, 20001),
        ({"message_samples": ["x" * 20, "x" * 1025]}, 20001),
        ({"opt_out_message": "x" * 19}, 20001),
        ({"help_message": "x" * 321}, 20001),
        ({"opt_out_keywords": ["STOP IT"]}, 20001),
        ({"help_keywords": ["x" * 128, "x" * 128]}, 20001),
        ({"brand_registration_sid": "BN" + "0" * 32}, 20001),
        ({"us_app_to_person_usecase": "SOLE_PROPRIETOR"}, 21720),
        ({"us_app_to_person_usecase": "Marketing"}, 21720),
    ],
)
def test_invalid_campaigns(service: Any, brand: Any, refusal: Any, wrong: dict[str, Any], code: int) -> None:
    """Each refusal has its code and creates nothing."""
    assert refusal(lambda: submit(service, brand, **wrong)) == (400, code)
    assert service.us_app_to_person.list() == []


def test_a_refused_campaign_costs_nothing(twilio: LocalTwilio, service: Any, brand: Any, refusal: Any) -> None:
    """Only a submission is charged."""
    assert refusal(lambda: submit(service, brand, message_samples=["x" * 20])) == (400, 20001)
    assert [entry["kind"] for entry in twilio.control.ledger()] == ["brand_registration"]


def test_what_is_missing_is_named(parent: Client, twilio: LocalTwilio, service: Any) -> None:
    """The answer to an empty request names all missing fields."""
    url = f"https://messaging.twilio.com/v1/Services/{service.sid}/Compliance/Usa2p"
    answer = parent.http_client.session.post(url, auth=(twilio.account_sid, twilio.auth_token)).json()
    assert answer["code"] == 21727
    for name in ("Description", "MessageFlow", "MessageSamples", "HasEmbeddedLinks", "BrandRegistrationSid"):
        assert name in answer["message"]


def test_a_brand_must_be_approved(parent: Client, twilio: LocalTwilio, service: Any, refusal: Any) -> None:
    """A brand under review, failed or suspended is refused; a sole proprietor's may be pending, but not a mock."""
    twilio.control.script_review("brand_registration", "hold")
    held = register(parent, twilio)
    twilio.control.script_review("brand_registration", "reject")
    failed = register(parent, twilio)
    twilio.control.clear_reviews()
    suspended = register(parent, twilio)
    twilio.control.set_brand_status(suspended.sid, "SUSPENDED")
    mock = register(parent, twilio, "SOLE_PROPRIETOR", mock=True)
    twilio.control.script_review("brand_registration", "hold")
    assert refusal(lambda: submit(service, held)) == (400, 20001)
    assert refusal(lambda: submit(service, failed)) == (400, 20001)
    assert refusal(lambda: submit(service, suspended)) == (400, 21731)
    assert refusal(lambda: submit(service, mock, us_app_to_person_usecase="SOLE_PROPRIETOR")) == (400, 20001)


def test_a_sole_proprietors_campaign_waits_for_its_brand(parent: Client, twilio: LocalTwilio, service: Any) -> None:
    """It may be submitted before the brand is approved, and is pending until then."""
    twilio.control.set_behaviour("brand_otp", "reads")
    brand = register(parent, twilio, "SOLE_PROPRIETOR")
    campaign = submit(service, brand, us_app_to_person_usecase="SOLE_PROPRIETOR")
    assert (campaign.campaign_status, campaign.fetch().campaign_status) == ("PENDING", "PENDING")
    twilio.control.answer_otp(brand.sid)
    assert campaign.fetch().campaign_status == "VERIFIED"


def test_a_campaign_fails_with_its_brand(parent: Client, twilio: LocalTwilio, service: Any) -> None:
    """A campaign that waits for a brand fails with it."""
    twilio.control.set_behaviour("brand_otp", "reads")
    brand = register(parent, twilio, "SOLE_PROPRIETOR")
    campaign = submit(service, brand, us_app_to_person_usecase="SOLE_PROPRIETOR")
    twilio.control.script_review("brand_registration", "reject", [30799])
    twilio.control.answer_otp(brand.sid)
    read = campaign.fetch()
    assert (read.campaign_status, [each["error_code"] for each in read.errors]) == ("FAILED", [30894])


def test_a_service_has_one_campaign(service: Any, brand: Any, refusal: Any) -> None:
    """The second is refused until the first is deleted."""
    campaign = submit(service, brand)
    assert refusal(lambda: submit(service, brand)) == (400, 20001)
    assert campaign.delete()
    assert refusal(campaign.fetch) == (404, 20404)
    assert not service.fetch().us_app_to_person_registered
    assert submit(service, brand).campaign_status == "VERIFIED"


@pytest.mark.parametrize(("brand_type", "limit"), [("STANDARD", 5), ("SOLE_PROPRIETOR", 1)])
def test_a_brand_has_so_many_campaigns(
    parent: Client, twilio: LocalTwilio, refusal: Any, brand_type: str, limit: int
) -> None:
    """A brand has five campaigns, a sole proprietor's one."""
    brand = register(parent, twilio, brand_type)
    code = "MIXED" if brand_type == "STANDARD" else "SOLE_PROPRIETOR"
    for _ in range(limit):
        submit(serve(parent), brand, us_app_to_person_usecase=code)
    assert refusal(lambda: submit(serve(parent), brand, us_app_to_person_usecase=code)) == (400, 20001)


def test_use_cases_depend_on_brand_and_service(parent: Client, twilio: LocalTwilio, refusal: Any) -> None:
    """Only listed use cases can be submitted, and a service keeps its campaign's use case."""
    brand, alone = register(parent, twilio), register(parent, twilio, "SOLE_PROPRIETOR")
    service = serve(parent, usecase="verification")

    def codes(**of: Any) -> list[str]:
        return [each["code"] for each in service.us_app_to_person_usecases.fetch(**of).us_app_to_person_usecases]

    assert codes() == codes(brand_registration_sid=brand.sid)
    assert codes(brand_registration_sid=alone.sid) == ["SOLE_PROPRIETOR"]
    assert codes() == ["2FA", "ACCOUNT_NOTIFICATION", "FRAUD_ALERT", "LOW_VOLUME", "MIXED", "SECURITY_ALERT"]
    assert refusal(lambda: submit(service, brand, us_app_to_person_usecase="MARKETING")) == (400, 21719)
    submit(service, brand, us_app_to_person_usecase="2FA")
    assert refusal(lambda: service.update(usecase="marketing")) == (400, 21719)
    assert service.update(usecase="undeclared").usecase == "undeclared"
    assert submit(serve(parent), brand, us_app_to_person_usecase="MARKETING").campaign_status == "VERIFIED"
    with_notifications = serve(parent, usecase="notifications")
    assert refusal(lambda: submit(with_notifications, brand, us_app_to_person_usecase="MARKETING")) == (400, 21719)


def test_a_campaign_goes_through_its_review(twilio: LocalTwilio, service: Any, brand: Any) -> None:
    """It moves from PENDING through IN_PROGRESS, known to the registry, to a decision."""
    twilio.control.set_behaviour(KIND, "seconds", 60)
    campaign = submit(service, brand)
    assert (campaign.campaign_status, campaign.campaign_id, campaign.rate_limits) == ("PENDING", None, None)
    twilio.control.advance(60)
    (read,) = service.us_app_to_person.list()
    assert (read.campaign_status, str(read.campaign_id)[0]) == ("IN_PROGRESS", "C")
    twilio.control.advance(60)
    verified = campaign.fetch()
    assert (verified.campaign_status, verified.campaign_id) == ("VERIFIED", read.campaign_id)


@pytest.mark.parametrize("name", ["service", "friendly name", "brand"])
def test_a_rejection_says_why(twilio: LocalTwilio, service: Any, brand: Any, name: str) -> None:
    """Codes come with the fields they are about; a script can name a campaign's service, name or brand."""
    known = {"service": service.sid, "friendly name": service.friendly_name, "brand": brand.sid}
    twilio.control.script_review(KIND, "reject", [30893, 30909], of=known[name])
    campaign = submit(service, brand)
    assert campaign.campaign_status == "FAILED"
    assert [(each["error_code"], each["fields"]) for each in campaign.errors] == [
        (30893, ["MESSAGE_SAMPLES"]),
        (30909, ["MESSAGE_FLOW"]),
    ]
    assert campaign.errors[0]["url"] == "https://www.twilio.com/docs/api/errors/30893"


def test_every_field_of_a_rejection_is_one() -> None:
    """Each field is a campaign's parameter in capitals, or the website of its business."""
    known = {name.upper() for name in COMPLETE} | {"BRAND_REGISTRATION_SID", "WEBSITE_URL"}
    known |= {f"{name}_{what}" for name in ("OPT_IN", "OPT_OUT", "HELP") for what in ("MESSAGE", "KEYWORDS")}
    assert {field for fields, _ in rejections.CAMPAIGN.values() for field in fields} <= known
    assert rejections.errors(rejections.CAMPAIGN, [1])[0]["fields"] == []


def test_a_failed_campaign_is_changed_and_submitted_again(twilio: LocalTwilio, service: Any, brand: Any) -> None:
    """A resubmission needs all seven fields and costs nothing; other parameters are ignored."""
    twilio.control.script_review(KIND, "reject", [30896])
    campaign = submit(service, brand)
    changed = campaign.update(**{**EDITABLE, "description": "y" * 40})
    assert (changed.campaign_status, changed.errors, changed.description) == ("VERIFIED", [], "y" * 40)
    assert [entry["kind"] for entry in twilio.control.ledger()] == ["brand_registration", KIND]


def test_a_change_is_reviewed(twilio: LocalTwilio, service: Any, brand: Any, refusal: Any) -> None:
    """A verified campaign is pending again after a change, and cannot be changed meanwhile."""
    campaign = submit(service, brand)
    before = campaign.fetch().date_updated
    twilio.control.script_review(KIND, "hold")
    twilio.control.set_behaviour(KIND, "seconds", 60)
    twilio.control.advance(3600)
    changed = campaign.update(**EDITABLE)
    assert (changed.campaign_status, changed.date_updated) == ("PENDING", before)
    assert refusal(lambda: campaign.update(**EDITABLE)) == (400, 20001)


@pytest.mark.parametrize("name", EDITABLE)
def test_a_change_needs_everything(service: Any, brand: Any, refusal: Any, name: str) -> None:
    """Each of the seven fields is required to change even one (21727)."""
    campaign = submit(service, brand)
    empty: Any = [] if name == "message_samples" else ""
    assert refusal(lambda: campaign.update(**{**EDITABLE, name: empty})) == (400, 21727)


def test_a_change_cannot_take_policies_away(service: Any, brand: Any, refusal: Any) -> None:
    """Their URLs stay or are replaced."""
    campaign = submit(service, brand)
    assert refusal(lambda: campaign.update(**EDITABLE, privacy_policy_url="")) == (400, 30933)
    assert refusal(lambda: campaign.update(**EDITABLE, terms_and_conditions_url="")) == (400, 30934)


@pytest.mark.parametrize("code", [30883, 30884, 30885, 30897])
def test_some_rejections_are_final(twilio: LocalTwilio, service: Any, brand: Any, refusal: Any, code: int) -> None:
    """Such a campaign can only be deleted."""
    twilio.control.script_review(KIND, "reject", [30893, code])
    campaign = submit(service, brand)
    assert refusal(lambda: campaign.update(**EDITABLE)) == (400, 20001)
    assert campaign.delete()


def test_a_suspended_brand_suspends_its_campaigns(twilio: LocalTwilio, service: Any, brand: Any, refusal: Any) -> None:
    """They can be neither changed nor deleted (21729), and return when the brand does."""
    campaign = submit(service, brand)
    for _ in range(2):
        twilio.control.set_brand_status(brand.sid, "SUSPENDED")
    assert campaign.fetch().campaign_status == "SUSPENDED"
    assert refusal(lambda: campaign.update(**EDITABLE)) == (400, 21729)
    assert refusal(campaign.delete) == (400, 21729)
    twilio.control.set_brand_status(brand.sid, "APPROVED")
    assert campaign.fetch().campaign_status == "VERIFIED"


def test_campaigns_of_a_mock_go_with_it(parent: Client, twilio: LocalTwilio, service: Any, refusal: Any) -> None:
    """They are mocks too, cost nothing, and disappear with the brand."""
    campaign = submit(service, register(parent, twilio, mock=True))
    assert (campaign.mock, campaign.campaign_status, twilio.control.ledger()) == (True, "VERIFIED", [])
    twilio.control.advance(30 * 86_400)
    assert refusal(campaign.fetch) == (404, 20404)
    assert service.us_app_to_person.list() == []


def test_a_campaign_is_its_services(parent: Client, service: Any, brand: Any, refusal: Any) -> None:
    """The shared SID finds the campaign of the named service only."""
    submit(service, brand)
    assert refusal(serve(parent).us_app_to_person(SID).fetch) == (404, 20404)
    assert refusal(parent.messaging.v1.services("MG" + "0" * 32).us_app_to_person.list) == (404, 20404)

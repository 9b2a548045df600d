"""Verifications of toll-free numbers: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource."""

from typing import Any

from emulator.core import numbering_plan
from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call, fixed_sid
from emulator.core.errors import TwilioError, invalid, missing
from emulator.core.paging import page, page_of
from emulator.core.parameters import Fields, Many, Reader, boolean, choice, sid, text, url
from emulator.core.routes import route
from emulator.core.store import Stored
from emulator.toll_free import verification_review
from emulator.toll_free.verification_review import KIND

_LIST = "/v1/Tollfree/Verifications"
_INSTANCE = "/v1/Tollfree/Verifications/<sid>"

SUMMARY_LIMIT = 500
"""Characters of `UseCaseSummary`: what clients in use send at most."""

USE_CASES = (
    "TWO_FACTOR_AUTHENTICATION",
    "ACCOUNT_NOTIFICATIONS",
    "CUSTOMER_CARE",
    "CHARITY_NONPROFIT",
    "DELIVERY_NOTIFICATIONS",
    "FRAUD_ALERT_MESSAGING",
    "EVENTS",
    "HIGHER_EDUCATION",
    "K12",
    "MARKETING",
    "POLLING_AND_VOTING_NON_POLITICAL",
    "POLITICAL_ELECTION_CAMPAIGNS",
    "PUBLIC_SERVICE_ANNOUNCEMENT",
    "SECURITY_ALERT",
)
VOLUMES = (
    "10",
    "100",
    "1,000",
    "10,000",
    "100,000",
    "250,000",
    "500,000",
    "750,000",
    "1,000,000",
    "5,000,000",
    "10,000,000+",
)
AUTHORITIES = (
    *("EIN", "CBN", "CRN", "PROVINCIAL_NUMBER", "VAT", "ACN", "ABN", "BRN", "SIREN", "SIRET"),
    *("NZBN", "USt-IdNr", "CIF", "NIF", "CNPJ", "UID", "NEQ", "OTHER"),
)


def _cleared(reader: Reader) -> Reader:
    """Read a value, or an empty text, which clears it."""
    return lambda name, value: reader(name, value) if value else None


_WORDS = text(1000)
_PHONE = text(20)
_EDITABLE: Fields = {
    "BusinessName": _WORDS,
    "BusinessWebsite": url,
    "NotificationEmail": _WORDS,
    "UseCaseCategories": Many(choice(*USE_CASES)),
    "UseCaseSummary": text(SUMMARY_LIMIT),
    "ProductionMessageSample": _WORDS,
    "OptInImageUrls": Many(url),
    "OptInType": choice(
        "VERBAL", "WEB_FORM", "PAPER_FORM", "VIA_TEXT", "MOBILE_QR_CODE", "IMPORT", "IMPORT_PLEASE_REPLACE"
    ),
    "MessageVolume": choice(*VOLUMES),
    "BusinessStreetAddress": _WORDS,
    "BusinessStreetAddress2": _WORDS,
    "BusinessCity": _WORDS,
    "BusinessStateProvinceRegion": _WORDS,
    "BusinessPostalCode": _WORDS,
    "BusinessCountry": text(2, 2),
    "AdditionalInformation": text(4096),
    "BusinessContactFirstName": _WORDS,
    "BusinessContactLastName": _WORDS,
    "BusinessContactEmail": _WORDS,
    "BusinessContactPhone": _PHONE,
    "BusinessRegistrationNumber": _WORDS,
    "BusinessRegistrationAuthority": _cleared(choice(*AUTHORITIES)),
    "BusinessRegistrationCountry": _cleared(text(2, 2)),
    "BusinessType": choice("PRIVATE_PROFIT", "PUBLIC_PROFIT", "SOLE_PROPRIETOR", "NON_PROFIT", "GOVERNMENT"),
    "BusinessRegistrationPhoneNumber": _PHONE,
    "DoingBusinessAs": _WORDS,
    "OptInConfirmationMessage": _WORDS,
    "HelpMessageSample": _WORDS,
    "PrivacyPolicyUrl": url,
    "TermsAndConditionsUrl": url,
    "AgeGatedContent": boolean,
    "OptInKeywords": Many(text(50)),
    "VettingProvider": _cleared(choice("CAMPAIGN_VERIFY")),
    "VettingId": text(500),
}
_FIXED: Fields = {
    "TollfreePhoneNumberSid": sid("PN"),
    "CustomerProfileSid": sid("BU"),
    "ExternalReferenceId": text(255),
}
_REQUIRED = (
    "BusinessName",
    "BusinessWebsite",
    "NotificationEmail",
    "UseCaseCategories",
    "UseCaseSummary",
    "ProductionMessageSample",
    "OptInImageUrls",
    "OptInType",
    "MessageVolume",
    "TollfreePhoneNumberSid",
)
_REQUIRED_BY_POLICY = (
    "BusinessStreetAddress",
    "BusinessCity",
    "BusinessStateProvinceRegion",
    "BusinessPostalCode",
    "BusinessCountry",
    "BusinessContactFirstName",
    "BusinessContactLastName",
    "BusinessContactEmail",
    "BusinessContactPhone",
    "BusinessType",
)
_REQUIRED_OF_REGISTERED = (
    "BusinessRegistrationNumber",
    "BusinessRegistrationAuthority",
    "BusinessRegistrationCountry",
)
_BODY: dict[str, Any] = {
    **dict.fromkeys(
        (
            *("customer_profile_sid", "business_street_address", "business_street_address2", "business_city"),
            *("business_state_province_region", "business_postal_code", "business_country"),
            *("business_contact_first_name", "business_contact_last_name", "business_contact_email"),
            *("business_contact_phone", "additional_information", "external_reference_id"),
            *("business_registration_number", "business_registration_authority", "business_registration_country"),
            *("business_type", "business_registration_phone_number", "doing_business_as"),
            *("opt_in_confirmation_message", "help_message_sample", "privacy_policy_url"),
            *("terms_and_conditions_url", "opt_in_keywords", "vetting_provider", "vetting_id"),
            "vetting_id_expiration",
        )
    ),
    "age_gated_content": False,
}


@route(
    "POST",
    "messaging",
    _LIST,
    status=201,
    assumed=(
        "A number that is no toll-free number of the account, or has a verification, is answered with 20001.",
        "The fields that Twilio's policy of 2026 requires are refused with 20001 if they are missing.",
        "A CustomerProfileSid that is not the account's is answered with 20001; it fills in no field.",
        "UseCaseSummary has at most 500 characters, and MessageVolume is one of the values that clients in use send.",
        "A verification costs nothing.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Submit a toll-free number for verification: there is no draft."""
    given = call.read({**_EDITABLE, **_FIXED}, required=_REQUIRED)
    for name in _REQUIRED_BY_POLICY:
        if not call.request.form.get(name):
            raise missing(name)
    if given["business_type"] != "SOLE_PROPRIETOR":
        for name in _REQUIRED_OF_REGISTERED:
            if not call.request.form.get(name):
                raise missing(name)
    number = call.store.find(
        "incoming_phone_number", sid=given["tollfree_phone_number_sid"], account_sid=call.account.sid
    )
    if number is None or not numbering_plan.is_toll_free(number.body["phone_number"]):
        raise invalid("TollfreePhoneNumberSid", given["tollfree_phone_number_sid"], "a toll-free number of the account")
    if call.store.find(KIND, tollfree_phone_number_sid=number.sid):
        raise TwilioError(20001, reason=f"{number.sid} has a verification already")
    profile = given.get("customer_profile_sid")
    if profile and call.store.find("customer_profile", sid=profile, account_sid=call.account.sid) is None:
        raise invalid("CustomerProfileSid", profile, "a customer profile of the account")
    made_for = {
        "tollfree_phone_number": number.body["phone_number"],
        "trust_product_sid": fixed_sid("BU", f"toll-free {number.sid}"),
        "regulated_item_sid": fixed_sid("RA", f"toll-free {number.sid}"),
    }
    body = {**_BODY, **given, **made_for, **verification_review.begin(call.now)}
    stored = call.create(KIND, "HH", body)
    verification_review.publish(call, stored)
    return show(call, verification_review.advance_review(call, stored))


@route(
    "GET",
    "messaging",
    _LIST,
    assumed=("IncludeSubAccounts shows a main account those of its subaccounts too.",),
)
def list_all(call: Call) -> dict[str, Any]:
    """List verifications, by number, status, reference and trust product, of subaccounts too."""
    where = call.read_query(
        {
            "TollfreePhoneNumberSid": sid("PN"),
            "Status": choice(*verification_review.STATUSES),
            "ExternalReferenceId": text(255),
            "TrustProductSid": sid("BU"),
            "IncludeSubAccounts": boolean,
        }
    )
    if not where.pop("include_sub_accounts", False):
        for stored in call.store.select(KIND, account_sid=call.account.sid):
            verification_review.advance_review(call, stored)
        return page(call, "verifications", KIND, show, **where)
    owned = [call.account.sid, *(each.sid for each in call.store.select("account", parent_sid=call.account.sid))]
    for account_sid in dict.fromkeys(owned):
        for stored in call.store.select(KIND, account_sid=account_sid):
            verification_review.advance_review(call, stored)
    found = [each for each in call.store.select(KIND, **where) if each.account_sid in owned]
    return page_of(call, "verifications", [show(call, each) for each in found])


@route("GET", "messaging", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a verification with its status now."""
    return show(call, verification_review.advance_review(call, call.find(KIND, sid)))


@route(
    "POST",
    "messaging",
    _INSTANCE,
    status=202,
    assumed=(
        "A verification that is not rejected, or whose rejection says edit_allowed: false, is answered with 20001.",
        "Rejections with 30460, 30464, 30466, 30481, 30879 or 30950 say edit_allowed: false, all others true.",
        "An empty value clears a field; one empty keyword clears all keywords.",
        "An edit after edit_expiration is answered with 30824 and HTTP status 400.",
        "The priority queue of an edit is as fast as the standard queue.",
    ),
)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Edit a rejected verification within 7 days, which submits it again."""
    stored = verification_review.advance_review(call, call.find(KIND, sid))
    changes = call.read({**_EDITABLE, "EditReason": text(1000)})
    changes.pop("edit_reason", None)
    if changes.get("opt_in_keywords") == [""]:
        changes["opt_in_keywords"] = None
    if stored.body["status"] != verification_review.REJECTED or not stored.body["edit_allowed"]:
        reason = f"Verification {sid} cannot be edited: it is {stored.body['status']}, and edit_allowed is not true"
        raise TwilioError(20001, reason=reason)
    if call.now > stored.body[verification_review.EDIT_UNTIL]:
        raise TwilioError(30824, sid=sid, expired=stored.body["edit_expiration"])
    stored = call.update(stored, {**changes, **verification_review.begin(call.now)})
    verification_review.publish(call, stored)
    return show(call, verification_review.advance_review(call, stored))


@route("DELETE", "messaging", _INSTANCE)
def delete(call: Call, sid: str) -> None:
    """Delete a verification: its number sends nothing any more."""
    call.store.delete(call.find(KIND, sid))


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a verification as Twilio answers it."""
    trusthub = call.base_url.replace("messaging", "trusthub")
    product = f"{trusthub}/v1/TrustProducts/{stored.body['trust_product_sid']}"
    profile = stored.body["customer_profile_sid"]
    links = {
        "customer_profile": f"{trusthub}/v1/CustomerProfiles/{profile}" if profile else None,
        "trust_product": product,
        "channel_endpoint_assignment": f"{product}/ChannelEndpointAssignments/{stored.body['regulated_item_sid']}",
    }
    return {
        **shown(stored, iso_8601),
        "account_sid": stored.account_sid,
        "resource_links": links,
        "url": f"{call.base_url}/v1/Tollfree/Verifications/{stored.sid}",
    }

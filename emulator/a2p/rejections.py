"""Why brands and campaigns are rejected: Twilio's codes, each with the fields it is about.

A code's page at Twilio is https://www.twilio.com/docs/api/errors/ followed by the code. The shape of an entry is that
of Twilio's own examples: `{"error_code", "fields", "description", "url"}`, with a campaign's fields in capitals and
a brand's in small letters. Which fields a code comes with is documented for 30701 and 30897 alone; for the others it
follows from what the code's page says, and fields are called like the parameter or the attribute they were given as.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Rejections = Mapping[int, tuple[tuple[str, ...], str]]


_FLOW = ("MESSAGE_FLOW",)
_SAMPLES = ("MESSAGE_SAMPLES",)
_USE_CASE = ("US_APP_TO_PERSON_USECASE",)
_WEBSITE = ("WEBSITE_URL",)
_ALL_TEXTS = ("DESCRIPTION", "MESSAGE_FLOW", "MESSAGE_SAMPLES")

CAMPAIGN: Rejections = {
    30882: (("TERMS_AND_CONDITIONS_URL",), "The terms and conditions are missing or lack what they must say"),
    30883: (_ALL_TEXTS, "The content is of a kind that no campaign may send"),
    30884: (_ALL_TEXTS, "The campaign is considered a high risk"),
    30885: (_ALL_TEXTS, "The campaign is considered fraudulent or deceptive"),
    30886: (("DESCRIPTION",), "The description does not say enough, or contradicts the use case"),
    30887: (("OPT_OUT_MESSAGE", "OPT_OUT_KEYWORDS"), "The way to opt out is missing or wrong"),
    30888: (("AGE_GATED",), "The content is for adults, but the campaign is not age-gated"),
    30889: (
        ("HAS_EMBEDDED_PHONE", "MESSAGE_SAMPLES"),
        "Samples and the statement on phone numbers contradict each other",
    ),
    30890: (("HELP_MESSAGE", "HELP_KEYWORDS"), "The way to get help is missing or wrong"),
    30891: (_WEBSITE, "The website does not work or is not the brand's"),
    30892: (("HAS_EMBEDDED_LINKS", "MESSAGE_SAMPLES"), "A link is shortened by a public service or is not https"),
    30893: (_SAMPLES, "The samples do not fit the use case"),
    30894: (("BRAND_REGISTRATION_SID",), "The brand's details do not fit the campaign"),
    30895: (("DIRECT_LENDING",), "The campaign is about loans, but does not say so"),
    30896: (("MESSAGE_FLOW", "OPT_IN_MESSAGE", "OPT_IN_KEYWORDS"), "The way to opt in is missing or not sufficient"),
    30897: (_FLOW, "The content is not allowed"),
    30898: (("BRAND_REGISTRATION_SID",), "Too many brands are registered with this tax id"),
    30899: ((), "A carrier rejected the campaign"),
    30900: (_USE_CASE, "The use case is not open to this brand"),
    30901: ((), "The registration took too long: register again"),
    30902: ((), "A partner in the registration rejected the campaign"),
    30905: ((), "The campaign has not been accepted yet by the partner that connects it to the carriers"),
    30907: (_FLOW, "An address in the message flow cannot be opened"),
    30908: (("PRIVACY_POLICY_URL", "MESSAGE_FLOW"), "The privacy policy is missing or allows to share phone numbers"),
    30909: (_FLOW, "How people are asked for their consent cannot be verified"),
    30910: (_ALL_TEXTS, "The texts are not in English"),
    30913: (_FLOW, "Consent to marketing is not asked for on its own"),
    30915: (("BRAND_REGISTRATION_SID",), "The brand is a registered company, not a sole proprietor"),
    30917: (_FLOW, "The opt-in lacks details that reviewers need"),
    30919: (_WEBSITE, "The website says too little about the business and its messages"),
    30920: (_WEBSITE, "The website is nothing but a form"),
    30921: (_WEBSITE, "The website cannot be seen without signing in"),
    30922: (_WEBSITE, "The website could not be verified"),
    30923: (_FLOW, "Nobody can use the service without consent to messages"),
    30924: (_FLOW, "The opt-in lacks the words about frequency, rates, help or opting out"),
    30925: (_FLOW, "The opt-in lacks details that reviewers need"),
    30929: (("DESCRIPTION", "MESSAGE_SAMPLES"), "Emergency alerts are not what the use case allows"),
    30933: (("PRIVACY_POLICY_URL",), "The privacy policy's address is missing or cannot be opened"),
    30934: (("TERMS_AND_CONDITIONS_URL",), "The address of the terms and conditions is missing or cannot be opened"),
}
"""Codes of the `errors` of a campaign."""

FINAL = frozenset({30883, 30884, 30885, 30897})
"""Rejections of a campaign after which it cannot be submitted again."""

_CONTACT = ("brand_contact_email",)

BRAND: Rejections = {
    18601: (("customer_profile_bundle_sid", "a2p_profile_bundle_sid"), "A bundle of the brand was rejected"),
    21736: (_CONTACT, "The domain of the contact's address could not be verified as the brand's"),
    21737: (_CONTACT, "The link in the verification email was not used in time"),
    21738: (_CONTACT, "The verification email could not be delivered"),
    21739: (_CONTACT, "The verification by email was not completed"),
    21740: (_CONTACT, "The contact's address is of a domain that anybody can have"),
    21741: (_CONTACT, "The code in the verification email was not entered in time"),
    30701: (("region",), "The region is not one: in the United States it is two letters"),
    30702: ((), "The brand is not known at the registry"),
    30703: (("business_registration_number",), "Another brand has been registered with what must be unique"),
    30729: (("iso_country",), "The country is wrong, or not that of the tax id"),
    30795: (("business_registration_number", "business_name"), "The tax id and the legal name do not belong together"),
    30799: (("business_registration_number", "business_name"), "The details of the business could not be verified"),
}
"""Codes of the `errors` of a brand."""


def errors(table: Rejections, codes: Iterable[int]) -> list[dict[str, Any]]:
    """Return the `errors` of an object that was rejected with these codes; one not in the table is about no field."""
    found = []
    for code in codes:
        fields, description = table.get(code, ((), "The registration was rejected"))
        url = f"https://www.twilio.com/docs/api/errors/{code}"
        found.append({"error_code": code, "fields": list(fields), "description": f"{description}.", "url": url})
    return found

"""Errors in Twilio's descriptions, each with the evidence; every other deviation fails."""

from dataclasses import dataclass
from typing import Any

_SCHEMAS = ("components", "schemas")
_SEARCHES = {"Local": "local", "TollFree": "toll_free", "Mobile": "mobile", "National": "national"}
_OFFERED = {
    name: f"api.v2010.account.available_phone_number_country.available_phone_number_{each}"
    for name, each in _SEARCHES.items()
}
_NUMBERS = "/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json"
_AVAILABLE_NUMBERS = "/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}"
_PAGE = ("end", "first_page_uri", "next_page_uri", "page", "page_size", "previous_page_uri", "start")
_CAMPAIGNS = "/v1/Services/{MessagingServiceSid}/Compliance/Usa2p"
_CAMPAIGN_LIST = (
    ("PageSize", "integer"),
    ("Page", "integer"),
    ("PageToken", "string"),
    ("X-Twilio-Api-Version", "string"),
)
_FORM = ("requestBody", "content", "application/x-www-form-urlencoded", "schema", "properties")
_PERIODS = ("all_time", "daily", "last_month", "monthly", "this_month", "today", "yearly", "yesterday")


@dataclass(frozen=True)
class Quirk:
    """A correction of a description.

    Attributes:
        file: The description, such as `api_v2010`.
        place: The keys that lead to the corrected value.
        value: The correct value; None to remove it.
        evidence: The reason.
    """

    file: str
    place: tuple[str | int, ...]
    value: Any
    evidence: str

    def correct(self, document: Any) -> None:
        """Correct the description.

        Raises:
            ValueError: If Twilio has corrected it.
        """
        *way, last = self.place
        for key in way:
            document = document[key]
        if document.get(last) == self.value:
            raise ValueError(f"a quirk of {self.file} no longer exists: remove it from quirks.py ({self.evidence})")
        if self.value is None:
            del document[last]
        else:
            document[last] = self.value


QUIRKS = (
    *(
        Quirk(
            "messaging_v1",
            (*_SCHEMAS, "messaging.v1.service.us_app_to_person", "properties", name),
            {"type": "string", "format": "uri", "nullable": True},
            "Answers to calls with the header X-Twilio-Api-Version have it, and a later SDK reads it.",
        )
        for name in ("privacy_policy_url", "terms_and_conditions_url")
    ),
    Quirk(
        "messaging_v1",
        ("paths", _CAMPAIGNS, "get", "parameters"),
        [
            {"name": "MessagingServiceSid", "in": "path", "schema": {"type": "string"}, "required": True},
            *({"name": name, "in": "query", "schema": {"type": kind}} for name, kind in _CAMPAIGN_LIST),
        ],
        "The SDK sends the header X-Twilio-Api-Version of a list as a parameter of the query too.",
    ),
    Quirk(
        "api_v2010",
        (*_SCHEMAS, "api.v2010.account.usage.usage_trigger", "properties", "recurring"),
        {"type": "string", "enum": ["daily", "monthly", "yearly", "alltime"], "nullable": True},
        "A trigger that does not recur has none: https://www.twilio.com/docs/usage/api/usage-trigger.",
    ),
    Quirk(
        "api_v2010",
        (*_SCHEMAS, "api.v2010.account.incoming_phone_number", "properties", "type"),
        {"type": "string", "nullable": True},
        "Newer than this description: Twilio's Python SDK has IncomingPhoneNumberInstance.type.",
    ),
    *(
        Quirk(
            "api_v2010",
            (*_SCHEMAS, number, "properties", "friendly_name", "format"),
            None,
            "It is the number as people write it, '(808) 925-1571' in Twilio's own example.",
        )
        for number in _OFFERED.values()
    ),
    Quirk(
        "api_v2010",
        (*("paths", _NUMBERS, "get", "parameters", 3, "schema"), "format"),
        None,
        "The filter PhoneNumber takes partial numbers and '*', says its own description.",
    ),
    Quirk(
        "messaging_v1",
        ("paths", "/v1/a2p/BrandRegistrations/{BrandRegistrationSid}/2fa", "post"),
        {
            "parameters": [{"name": "BrandRegistrationSid", "in": "path", "schema": {"type": "string"}}],
            "responses": {
                "200": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "$ref": "#/components/schemas/messaging.v1.brand_registrations.brand_registration_otp"
                            }
                        }
                    }
                }
            },
        },
        "The path has no operation here, but a page: https://www.twilio.com/docs/messaging/api/brand-2fa-verify. That "
        "the answer is like the one of a one-time password is assumed.",
    ),
    Quirk(
        "messaging_v1",
        (*_SCHEMAS, "brand_registrations_enum_identity_status", "nullable"),
        True,
        "A brand without a decision has none: null in Twilio's own example of a pending sole proprietor.",
    ),
    *(
        Quirk(
            "messaging_v1",
            ("paths", path, "post", *_FORM, name),
            {"type": "string", "format": "uri"},
            "Newer than this description: a parameter of UsAppToPersonList.create in Twilio's Python SDK.",
        )
        for path in (_CAMPAIGNS, f"{_CAMPAIGNS}/{{Sid}}")
        for name in ("PrivacyPolicyUrl", "TermsAndConditionsUrl")
    ),
    *(
        Quirk(
            "api_v2010",
            (*_SCHEMAS, number, "properties", "capabilities", "properties"),
            {name: {"type": "boolean"} for name in ("voice", "SMS", "MMS")},
            "Twilio writes them so: https://github.com/twilio/twilio-node/issues/553, and its issues 833 and 1143.",
        )
        for number in _OFFERED.values()
    ),
    *(
        Quirk(
            "api_v2010",
            (*_SCHEMAS, _OFFERED["Local"], "properties", name, "type"),
            "string",
            "A decimal text in Twilio's own example.",
        )
        for name in ("latitude", "longitude")
    ),
    *(
        Quirk(
            "api_v2010",
            (*_SCHEMAS, f"api.v2010.account.usage.usage_record{period}", "properties", "price"),
            {"type": "string", "nullable": True},
            "A decimal text in all of Twilio's own examples.",
        )
        for period in ("", *(f".usage_record_{name}" for name in _PERIODS))
    ),
    *(
        Quirk(
            "api_v2010",
            (
                *("paths", path, "get", "responses", "200", "content", "application/json", "schema"),
                *("properties", name),
            ),
            None,
            "A search has no further pages, and Twilio's own examples have no page properties.",
        )
        for path in [f"{_AVAILABLE_NUMBERS}/{name}.json" for name in _OFFERED]
        for name in _PAGE
    ),
)
"""Corrections that the local Twilio's operations need."""

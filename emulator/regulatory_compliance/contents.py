"""What regulatory bundles hold: the types of end users and supporting documents, and the attributes of each.

Facts: https://www.twilio.com/docs/phone-numbers/regulatory/api/end-user-types and
https://www.twilio.com/docs/phone-numbers/regulatory/api/supporting-document-types.
"""

from emulator.trusthub.attributes import Field, Type

ADDRESS_FIELD = 22219
"""What an evaluation finds of an address: Twilio's own example of an evaluation."""

ADDRESS = "address"
"""The only document without a file: Twilio knows the address itself."""

_PERSON = (Field("first_name"), Field("last_name"))
_ADDRESS_SIDS = Field("address_sids", constraint="List")

END_USER_TYPES = (
    Type("individual", _PERSON),
    Type(
        "business",
        (Field("business_name"), Field("business_registration_number"), *_PERSON, Field("business_website")),
    ),
)
"""The types of end user."""

SUPPORTING_DOCUMENT_TYPES = (
    Type(ADDRESS, (_ADDRESS_SIDS,)),
    Type("utility_bill", (*_PERSON, Field("business_name"), _ADDRESS_SIDS)),
    Type("commercial_registrar_excerpt", (Field("business_name"), Field("document_number"), _ADDRESS_SIDS)),
    Type("government_issued_document", (*_PERSON, Field("document_number"))),
    Type("passport", (*_PERSON, Field("document_number"))),
    Type("power_of_attorney", ()),
)
"""The types of supporting document."""

BY_NAME = {each.machine_name: each for each in (*END_USER_TYPES, *SUPPORTING_DOCUMENT_TYPES)}
"""All types by machine name."""

"""What each country wants of who has a number: data that Twilio changes whenever a country does.

Assumed but for these: Australia's local numbers of individuals are Twilio's own example of a regulation, France's
numbers of businesses are its own example of an evaluation, and where an address is wanted follows
https://www.twilio.com/en-us/guidelines/regulatory. Read what Twilio wants of a number before you buy it.
"""

from dataclasses import dataclass

from emulator.core.call import fixed_sid
from emulator.regulatory_compliance.contents import ADDRESS


@dataclass(frozen=True)
class Requirement:
    """One thing that documents must show.

    Attributes:
        requirement_name: What answers call it.
        name: Its name for people.
        description: What the document must show.
        accepted: The types of document that show it.
        fields: The attributes that the document must have.
        of_end_user: Whether attributes that the end user has too must be the same.
    """

    requirement_name: str
    name: str
    description: str
    accepted: tuple[str, ...]
    fields: tuple[str, ...] = ()
    of_end_user: bool = True


@dataclass(frozen=True)
class Regulation:
    """What a country wants of one type of end user for one type of number.

    Attributes:
        iso_country: The country.
        number_type: `local`, `mobile`, `national` or `toll-free`.
        end_user_type: `individual` or `business`.
        end_user: The attributes that the end user must have; none where no bundle is wanted.
        documents: What documents must show.
        address: Where the address of who has the number must be: `none`, `any` or `local`, as searches answer it.
    """

    iso_country: str
    number_type: str
    end_user_type: str
    end_user: tuple[str, ...] = ()
    documents: tuple[Requirement, ...] = ()
    address: str = "none"

    @property
    def sid(self) -> str:
        """Its SID, the same in every local Twilio."""
        return fixed_sid("RN", self.key)

    @property
    def key(self) -> str:
        """Its words, which say which one it is."""
        return f"{self.iso_country}: {self.number_type} - {self.end_user_type}"

    @property
    def needs_bundle(self) -> bool:
        """Whether a number needs an approved bundle."""
        return bool(self.end_user or self.documents)


COUNTRIES = {
    "AU": "Australia",
    "DE": "Germany",
    "FR": "France",
    "GB": "United Kingdom",
    "US": "United States",
}
"""The countries whose regulations are known, and their names."""

_PERSON = ("first_name", "last_name")
_BUSINESS = ("business_name", "business_registration_number", *_PERSON)

_ADDRESS = Requirement(
    *("proof_of_address", "Address", "The address of the individual or business; a PO Box is not accepted."),
    *((ADDRESS, "utility_bill", "commercial_registrar_excerpt"), ("address_sids",)),
)
_IDENTITY = Requirement(
    *("identity_info", "Identity", "The name of the individual."),
    *(("government_issued_document", "passport"), _PERSON),
)
_REGISTRATION = Requirement(
    *("business_reg_no_info", "Business Registration", "The business as the commercial register has it."),
    *(("commercial_registrar_excerpt",), ("business_name", "document_number")),
)
_FRENCH = (
    Requirement(
        *("business_name_info", "Business Name", "An excerpt from the commercial register, such as a K-bis."),
        *(("commercial_registrar_excerpt",), ("business_name",)),
    ),
    Requirement(
        *("business_address_proof_info", "Business Address (Proof of Address)", "The excerpt shows the address."),
        *(("commercial_registrar_excerpt",), ("address_sids",)),
    ),
    Requirement(
        *("business_reg_no_info", "Business Registration Number", "The excerpt shows the number."),
        *(("commercial_registrar_excerpt",), ("document_number",)),
    ),
    Requirement(
        *("name_of_auth_rep_info", "Name of Authorized Representative", "Identifies who acts for the business."),
        *(("government_issued_document",), _PERSON),
    ),
    Requirement(
        *("power_of_attorney_info", "Power of Attorney", "An executed copy, where somebody else acts."),
        ("power_of_attorney",),
    ),
    Requirement(
        *("name_in_power_of_attorney_info", "Name of Person granted the Power of Attorney", "Identifies that person."),
        *(("government_issued_document",), _PERSON, False),
    ),
)


def _of_country(
    iso_country: str,
    address: dict[str, str],
    *,
    business: tuple[Requirement, ...],
    individual: tuple[Requirement, ...],
    business_fields: tuple[str, ...] = _BUSINESS,
) -> tuple[Regulation, ...]:
    """Return a country's regulations, for each type of number with where its address must be."""
    wanted = (("business", business_fields, business), ("individual", _PERSON, individual))
    return tuple(
        Regulation(iso_country, number_type, end_user_type, fields, documents, where)
        for number_type, where in address.items()
        for end_user_type, fields, documents in wanted
    )


REGULATIONS = {
    each.sid: each
    for each in (
        *(
            Regulation("US", number, end_user)
            for number in ("local", "toll-free")
            for end_user in ("business", "individual")
        ),
        *_of_country(
            "GB",
            {"local": "any", "mobile": "any", "national": "any"},
            business=(_ADDRESS,),
            individual=(_IDENTITY, _ADDRESS),
            business_fields=(*_BUSINESS, "business_website"),
        ),
        *_of_country(
            "DE",
            {"local": "local", "mobile": "any", "national": "any"},
            business=(_REGISTRATION, _ADDRESS),
            individual=(_IDENTITY, _ADDRESS),
        ),
        *_of_country(
            "FR",
            {"local": "local", "mobile": "any", "national": "any"},
            business=_FRENCH,
            individual=(_IDENTITY, _ADDRESS),
        ),
        *_of_country(
            "AU",
            {"local": "any"},
            business=(_ADDRESS,),
            individual=(_ADDRESS,),
        ),
        *_of_country(
            "AU",
            {"mobile": "any"},
            business=(_REGISTRATION, _ADDRESS),
            individual=(_IDENTITY, _ADDRESS),
        ),
    )
}
"""All regulations by SID."""


def find(iso_country: str, number_type: str, end_user_type: str) -> Regulation | None:
    """Return the regulation of a country for a type of number and of end user, if there is one."""
    return REGULATIONS.get(Regulation(iso_country, number_type, end_user_type).sid)


def of_number(iso_country: str, number_type: str) -> tuple[Regulation, ...]:
    """Return the regulations for a type of number, one for each type of end user."""
    wanted = (iso_country, number_type)
    return tuple(each for each in REGULATIONS.values() if (each.iso_country, each.number_type) == wanted)

"""The phone numbers outside the US that the local Twilio sells: those that regulators keep free for fiction.

Ofcom: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama; Bundesnetzagentur: its numbers for
media productions, Mitteilung 148/2021; Arcep: https://www.arcep.fr, decision 2018-0881; ACMA:
https://www.acma.gov.au/phone-numbers-use-tv-shows-films-and-creative-works. A number that leaks reaches no one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from emulator.regulatory_compliance import regulations_by_country


@dataclass(frozen=True)
class Range:
    """Numbers of one country and type.

    Attributes:
        iso_country: The country.
        number_type: `local`, `mobile` or `national`.
        prefix: What the numbers begin with, in E.164.
        digits: How many digits follow.
        monthly_usd: A number's rent, as decimal text; assumed.
    """

    iso_country: str
    number_type: str
    prefix: str
    digits: int
    monthly_usd: str

    @property
    def capabilities(self) -> dict[str, bool]:
        """What a number can do: outside the US only mobile numbers text, and none has MMS."""
        return {"voice": True, "sms": self.number_type == "mobile", "mms": False, "fax": False}

    @property
    def address_requirements(self) -> str:
        """Where the address of who has a number must be."""
        found = regulations_by_country.of_number(self.iso_country, self.number_type)
        return found[0].address

    def holds(self, number: str) -> bool:
        """Return whether a number in E.164 form is one of these."""
        rest = number.removeprefix(self.prefix)
        return number.startswith(self.prefix) and len(rest) == self.digits and rest.isdecimal()

    def numbers(self) -> Iterator[str]:
        """Yield the numbers in E.164 form."""
        return (
            f"{self.prefix}{rest:0{self.digits}}" if self.digits else self.prefix for rest in range(10**self.digits)
        )


RANGES = (
    Range("GB", "local", "+442079460", 3, "1.15"),
    Range("GB", "mobile", "+447700900", 3, "1.15"),
    Range("GB", "national", "+443069990", 3, "1.15"),
    Range("DE", "local", "+493023125", 3, "1.15"),
    Range("DE", "mobile", "+4917139200", 2, "3.00"),
    Range("FR", "local", "+33199", 6, "1.15"),
    Range("FR", "mobile", "+3363998", 4, "3.00"),
    Range("AU", "local", "+6125550", 4, "3.00"),
    Range("AU", "mobile", "+6149157015", 1, "6.50"),
)
"""All numbers for sale outside the US."""

COUNTRIES = tuple(dict.fromkeys(each.iso_country for each in RANGES))
"""The countries whose numbers are for sale here, beside the US."""


def find(number: str) -> Range | None:
    """Return the range of a number in E.164 form; None if it is not for sale here."""
    return next((each for each in RANGES if each.holds(number)), None)


def of(iso_country: str, number_type: str) -> tuple[Range, ...]:
    """Return the ranges of a country and type."""
    return tuple(each for each in RANGES if (each.iso_country, each.number_type) == (iso_country, number_type))

"""Which phone numbers can exist, by the numbering plans in Google's libphonenumber."""

import re
from functools import lru_cache

TOLL_FREE_AREA_CODES = ("800", "833", "844", "855", "866", "877", "888")
"""The toll-free area codes of the US and Canada: https://www.nanpa.com/numbering/toll-free."""

_FICTIONAL = {"+447700900": "GB", "+3363998": "FR"}
"""Beginnings of mobile numbers that are kept free for fiction, which libphonenumber leaves out, and their region."""

_TOLL_FREE = re.compile(rf"\+1({'|'.join(TOLL_FREE_AREA_CODES)})\d{{7}}")


@lru_cache(maxsize=10_000)
def region(number: str) -> str | None:
    """Return the region of a number in E.164 form, such as `US`; None if no numbering plan has such a number."""
    for beginning, fictional in _FICTIONAL.items():
        if number.startswith(beginning):
            return fictional
    import phonenumbers  # noqa: PLC0415 - slow to load, and most processes need no number

    try:
        found: str | None = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return None
    return found


def is_toll_free(number: str) -> bool:
    """Return whether a number in E.164 form is a toll-free number of the US and Canada."""
    return _TOLL_FREE.fullmatch(number) is not None


@lru_cache(maxsize=1)
def calling_codes() -> dict[str, int]:
    """Return the calling code of each region, such as 44 for `GB`."""
    import phonenumbers  # noqa: PLC0415 - as above

    return {region: phonenumbers.country_code_for_region(region) for region in phonenumbers.SUPPORTED_REGIONS}

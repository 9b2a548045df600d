"""Which phone numbers can exist, by the numbering plans in Google's libphonenumber."""

from functools import lru_cache


@lru_cache(maxsize=10_000)
def region(number: str) -> str | None:
    """Return the region of a number in E.164 form, such as `US`; None if no numbering plan has such a number."""
    import phonenumbers  # noqa: PLC0415 - slow to load, and most processes need no number

    try:
        found: str | None = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return None
    return found

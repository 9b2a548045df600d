"""Which fields of a tenant's file feed what Twilio calls a field.

Twilio names one thing in several ways: an attribute of an end user (`business_name`), a parameter (`MessageFlow`), the
same in capitals in a campaign's errors (`MESSAGE_FLOW`), a requirement of a policy (`customer_profile_address`).
"""

import re
from collections.abc import Iterator, Mapping

from owl.origins.origin import File, Origin
from owl.origins.table import END_USERS, RESOURCES

_REVIEWED = (
    "Address",
    "SupportingDocument",
    "BrandVetting",
    "Campaign",
    "BrandRegistration",
    "MessagingServiceSender",
)
"""Kinds whose inputs errors of reviews name, after the attributes of end users. Of one name the first kind counts."""

_OTHER_NAMES: Mapping[str, str] = {
    # Requirements of the policies.
    "customer_profile_address": "address_sids",
    "starter_customer_profile_address": "address_sids",
    # A bundle is turned down for what is in it.
    "customer_profile_bundle_sid": "customer_profile_business_information",
    "a2p_profile_bundle_sid": "customer_profile_business_information",
    # What The Campaign Registry and the errors of brands and campaigns say.
    "company_name": "business_name",
    "ein": "business_registration_number",
    "tax_id": "business_registration_number",
    "website": "website_url",
    "entity_type": "company_type",
    "stock_symbol": "stock_ticker",
    "state": "region",
    "country": "iso_country",
    "use_case": "us_app_to_person_usecase",
    "sample": "message_samples",
    "embedded_link": "has_embedded_links",
    "embedded_phone": "has_embedded_phone",
}
"""Names that no input has, and the input or the type of end user that each means."""


def paths_of(name: str) -> tuple[str, ...]:
    """Return the paths that feed a field of Twilio's, whatever the style of its name; none of an unknown one.

    An index at the end, as in `MESSAGE_SAMPLES[0]` or `sample1`, and what comes before a dot count for nothing where
    the name is not known with them.
    """
    return next((_BY_LETTERS[each] for each in _readings(name) if each in _BY_LETTERS), ())


def known_paths() -> Iterator[str]:
    """Return every path that some field leads to."""
    for paths in _BY_LETTERS.values():
        yield from paths


def _letters(name: str) -> str:
    """Reduce a name to what all its styles share: MESSAGE_FLOW, message_flow and MessageFlow."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _readings(name: str) -> Iterator[str]:
    for each in (name, name.rpartition(".")[2]):
        yield _letters(each)
        yield _letters(each).rstrip("0123456789")


def _by_letters() -> dict[str, tuple[str, ...]]:
    found: dict[str, Origin] = {type_: each.whole for type_, each in END_USERS.items()}
    for origins in (*END_USERS.values(), *(RESOURCES[kind] for kind in _REVIEWED)):
        found = {**origins.inputs, **found}
    paths = {name: origin.paths for name, origin in found.items() if origin.file is File.TENANT}
    paths |= {name: paths[meant] for name, meant in _OTHER_NAMES.items()}
    return {_letters(name): each for name, each in paths.items()}


_BY_LETTERS = _by_letters()

"""The fields of a tenant's file that one of Twilio's field names refers to.

Twilio names a field in several ways: as an attribute of an end user (`business_name`), as a parameter (`MessageFlow`),
in capitals in a campaign's errors (`MESSAGE_FLOW`), or as a requirement of a policy (`customer_profile_address`).
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
"""Kinds whose inputs are named in review errors, besides the attributes of end users. The first with a name wins."""

_OTHER_NAMES: Mapping[str, str] = {
    # Requirements of the policies.
    "customer_profile_address": "address_sids",
    "starter_customer_profile_address": "address_sids",
    # A bundle is rejected for its contents.
    "customer_profile_bundle_sid": "customer_profile_business_information",
    "a2p_profile_bundle_sid": "customer_profile_business_information",
    # Names used by The Campaign Registry and in the errors of brands and campaigns.
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
"""Names that no input has, and the input or type of end user that each refers to."""


def paths_of(name: str) -> tuple[str, ...]:
    """Return the paths that a Twilio field comes from, in any style of its name; empty if the name is unknown.

    An index at the end, as in `MESSAGE_SAMPLES[0]` or `sample1`, and a prefix before a dot are ignored if the name is
    not known with them.
    """
    return next((_BY_LETTERS[each] for each in _readings(name) if each in _BY_LETTERS), ())


def known_paths() -> Iterator[str]:
    """Yield every path that a field name refers to."""
    for paths in _BY_LETTERS.values():
        yield from paths


def _letters(name: str) -> str:
    """Return the letters and digits that all styles of a name share: MESSAGE_FLOW, message_flow and MessageFlow."""
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

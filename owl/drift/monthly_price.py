"""The monthly price of an object, from the tenants' price book."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from owl.approvals.irreversible import IRREVERSIBLE
from tenants.model import ApprovableResource, PriceBook, UseCase
from tenants.model.catalogue.price_book import NOTHING

TOLL_FREE = ("+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888")
"""Prefixes of toll-free numbers, which cost more than local ones."""


def monthly_price(kind: str, fields: Mapping[str, Any], prices: PriceBook) -> Decimal | None:
    """Return what an object costs a month, in US dollars; None if the price book has no price for it."""
    match IRREVERSIBLE.get(kind):
        case ApprovableResource.PHONE_NUMBER:
            return prices.phone_number.monthly if _is_local(str(fields.get("phone_number"))) else None
        case ApprovableResource.CAMPAIGN if not fields.get("mock"):
            use_case = fields.get("us_app_to_person_usecase")
            return prices.campaign(UseCase(use_case)).monthly if use_case in set(UseCase) else None
        case _:
            return NOTHING


def _is_local(number: str) -> bool:
    return number.startswith("+1") and not number.startswith(TOLL_FREE)

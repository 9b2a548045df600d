"""The monthly price of an object, from the tenants' price book."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from owl.approvals.irreversible import IRREVERSIBLE
from tenants.model import ApprovableResource, PriceBook, UseCase
from tenants.model.catalogue.price_book import NOTHING
from tenants.model.sections.field_types import country_of, is_toll_free_number


def monthly_price(kind: str, fields: Mapping[str, Any], prices: PriceBook) -> Decimal | None:
    """Return what an object costs a month, in US dollars; None if the price book has no price for it."""
    match IRREVERSIBLE.get(kind):
        case ApprovableResource.PHONE_NUMBER:
            return _number(str(fields.get("phone_number")), str(fields.get("type")), prices)
        case ApprovableResource.CAMPAIGN if not fields.get("mock"):
            use_case = fields.get("us_app_to_person_usecase")
            return prices.campaign(UseCase(use_case)).monthly if use_case in set(UseCase) else None
        case _:
            return NOTHING


def _number(number: str, number_type: str, prices: PriceBook) -> Decimal | None:
    if is_toll_free_number(number):
        return prices.toll_free_number.monthly or None
    if number.startswith("+1"):
        return prices.phone_number.monthly
    of_country = prices.phone_numbers.international.get(country_of(number) or "", {})
    return next((each.amount for kind, each in of_country.items() if kind.value == number_type), None)

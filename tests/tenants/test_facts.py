"""A tenant's business, campaign, approvals and prices as the program gets them, and their places in the files."""

import contextlib
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from tenants.model import (
    ApprovableResource,
    Brand,
    BrandKind,
    BusinessType,
    CompanyType,
    Price,
    State,
    UseCase,
    VettingProvider,
    load_tenants,
)
from tests.registered import brand_of
from tests.tenants.tenant_files import load, replaced, write_files


def test_a_business_has_what_its_file_says(tmp_path: Path) -> None:
    """The values are Twilio's, and the secret is only its name."""
    business = load(tmp_path).by_id["acme"].business
    assert business.type is BusinessType.LIMITED_LIABILITY_CORPORATION
    assert business.registration_number == "secret:acme-ein"
    assert business.registration_identifier.value == "EIN"
    assert [region.value for region in business.regions_of_operation] == ["USA_AND_CANADA"]
    assert business.address.country == "US"


def test_a_public_company_is_accepted_with_its_stock(tmp_path: Path) -> None:
    """The fields that a public company must have make it valid."""
    stock = "public\n  stock_exchange: NYSE\n  stock_ticker: ACME\n  brand_contact_email: brand@acme.example"
    business = load(tmp_path, replaced("acme.yaml", "private", stock)).by_id["acme"].business
    assert business.company_type is CompanyType.PUBLIC
    assert (business.stock_exchange, business.stock_ticker) == ("NYSE", "ACME")


def test_a_brand_may_exist_and_be_vetted(tmp_path: Path) -> None:
    """Optional fields are present if given, otherwise absent."""
    given = f"brand:\n  registration_sid: BN{'0' * 32}\n  mock: true\n  vetting: {{provider: campaign-verify, id: V1}}"
    tenants = load(tmp_path, replaced("acme.yaml", "brand:", given))
    brand = brand_of(tenants.by_id["acme"])
    assert brand.vetting
    assert brand.vetting.provider is VettingProvider.CAMPAIGN_VERIFY
    assert (brand.registration_sid, brand.mock) == (f"BN{'0' * 32}", True)
    assert tenants.by_id["birch"].brand == Brand(kind=BrandKind.SOLE_PROPRIETOR)


def test_samples_are_the_campaigns_own_or_the_templates(tmp_path: Path) -> None:
    """A template's example names the tenant, whichever tenant the catalogue's example names."""
    tenants = load(tmp_path, replaced("acme.yaml", "name: Acme", "name: Acme Shop"))
    assert tenants.samples_of(tenants.by_id["acme"]) == (
        "Acme Shop: Alice, come to Acme Shop for order 20417. Reply STOP to opt out.",
        "Acme Shop: your bike is done. Reply STOP to opt out.",
    )
    assert tenants.samples_of(tenants.by_id["birch"])[1] == "Birch: your wheel is done. Reply STOP to opt out."


def test_an_approval_counts_until_its_last_day(tmp_path: Path) -> None:
    """An expired approval may stay in the file, and does not count."""
    tenant = load(tmp_path).by_id["birch"]
    approval = tenant.approval(ApprovableResource.PHONE_NUMBER, date(2026, 12, 31))
    assert approval
    assert approval.approver == "bo@birch.example"
    assert tenant.approval(ApprovableResource.PHONE_NUMBER, date(2027, 1, 1)) is None
    assert tenant.approval(ApprovableResource.CAMPAIGN, date(2026, 12, 31)) is None


def test_a_closed_tenant_is_held_before_its_account_is_closed(tmp_path: Path) -> None:
    """It is held for 30 days unless the file says otherwise; every other tenant is active."""
    tenants = load(tmp_path)
    assert tenants.by_id["acme"].state is State.ACTIVE
    offboarding = tenants.by_id["birch"].offboarding
    assert offboarding
    assert (offboarding.on, offboarding.closes_on) == (date(2026, 12, 1), date(2026, 12, 31))


def test_prices_are_exact(tmp_path: Path) -> None:
    """They include brand, campaign and number, once and monthly, to the cent."""
    book = load(tmp_path).price_book
    assert book.brand(BrandKind.STANDARD) == Price(once=Decimal("46.00"))
    assert book.brand(BrandKind.LOW_VOLUME_STANDARD) == Price(once=Decimal("4.50"))
    assert book.brand(BrandKind.SOLE_PROPRIETOR) == Price(once=Decimal("4.25"))
    assert book.brand_vetting == Price(once=Decimal("41.50"))
    assert book.campaign(UseCase.LOW_VOLUME) == Price(once=Decimal(15), monthly=Decimal("1.50"))
    assert book.campaign(UseCase.MIXED) == Price(once=Decimal(15), monthly=Decimal(10))
    assert book.phone_number == Price(monthly=Decimal("1.15"))
    assert book.brands.standard.date == date(2026, 9, 29)
    with pytest.raises(ValidationError, match="Instance is frozen"):
        setattr(book.brands.standard, "amount", Decimal(0))  # noqa: B010 - mypy knows that it is frozen


PLACES = {
    "name": 2,
    "templates[1]": 9,
    "business": 14,
    "business.address.city": 23,
    "campaign.message_flow": 38,
    "campaign.opt_in_keywords[1]": 45,
    "business.stock_ticker": 14,
    "business.address.country": 21,
    "campaign.samples[0]": 35,
    "templates[7]": 7,
    "approvals[0].reason": 2,
    "state": 2,
    "": 2,
}


@pytest.mark.parametrize(("path", "line"), PLACES.items(), ids=PLACES.keys())
def test_a_field_is_found_in_its_file(path: str, line: int, tmp_path: Path) -> None:
    """A field is found at its own line, or, if the file omits it, at the nearest field that should contain it."""
    tenants = load(tmp_path)
    with contextlib.chdir(tmp_path):
        assert tenants.where("acme", path) == f"tenants/acme.yaml:{line}"


def test_fields_of_a_list_are_found(tmp_path: Path) -> None:
    """Each approval is found at its line, and its omitted fields count as being there."""
    tenants = load(tmp_path)
    assert tenants.positions["birch"].line("approvals[0].expires") == 37
    assert tenants.positions["birch"].line("approvals[0].color") == 34
    assert tenants.positions["birch"].line("offboarding.hold_days") == 31


def test_places_are_shown_in_full_from_elsewhere(tmp_path: Path) -> None:
    """As in findings, a file below the current directory has a path relative to it."""
    tenants = load_tenants(write_files(tmp_path))
    assert tenants.where("acme", "name") == f"{tmp_path}/tenants/acme.yaml:2"


def test_tenants_go_to_another_process(tmp_path: Path) -> None:
    """Their places and prices go with them."""
    tenants = load(tmp_path)
    assert pickle.loads(pickle.dumps(tenants)) == tenants  # noqa: S301 - our own

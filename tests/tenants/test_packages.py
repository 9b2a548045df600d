"""Features, placeholders and the dates of the price book, as the program gets them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tenants.model import Carrier, Placeholder, PlaceholderType, Ring, Support, Traffic, features_used
from tenants.model.catalogue.template import LONGEST_SHOP
from tenants.model.sections.tenant import TenantFile
from tests.tenants.tenant_files import load, replaced


def test_a_package_has_what_its_file_says(tmp_path: Path) -> None:
    """Allowance, price, numbers, support and features are exact."""
    package = load(tmp_path).packages["silver"]
    assert package.model_dump(exclude_unset=True) == {
        "title": "Silver",
        "description": "The middle one.",
        "messages_per_day": 250,
        "price_per_month": Decimal("149.00"),
        "phone_numbers": 2,
        "support": Support.BUSINESS_HOURS,
        "features": ("chosen-number", "message-expiry", "opt-in-keywords", "replies"),
    }


def test_features_are_used_by_what_the_file_says(tmp_path: Path) -> None:
    """Each feature in use is returned with the field that uses it."""
    tenants = load(tmp_path)
    assert features_used(tenants.by_id["acme"], tenants.features) == {
        "chosen-number": "phone_number.number",
        "message-expiry": "messaging.validity_period",
        "opt-in-keywords": "campaign.opt_in_keywords",
        "replies": "messaging.inbound_request_url",
    }
    assert features_used(tenants.by_id["birch"], tenants.features) == {}


NOT_IN_USE = {
    "left out": "[campaign.help_keywords]",
    "empty list": "[campaign.samples]",
    "false": "[campaign.age_gated]",
    "no such field": "[campaign.color]",
    "below what is left out": "[offboarding.hold_days]",
}


@pytest.mark.parametrize("used_by", NOT_IN_USE.values(), ids=NOT_IN_USE.keys())
def test_what_is_empty_uses_nothing(used_by: str, tmp_path: Path) -> None:
    """A field that is omitted, empty or false uses no feature."""
    tenants = load(tmp_path, replaced("catalogue/features.yaml", "[messaging.inbound_request_url]", used_by))
    assert "replies" not in features_used(tenants.by_id["acme"], tenants.features)


def test_the_first_field_that_uses_a_feature_is_named(tmp_path: Path) -> None:
    """If several fields can use it, one is enough, in the order of the catalogue."""
    used_by = "[campaign.help_keywords, support_contact, messaging.inbound_request_url]"
    tenants = load(tmp_path, replaced("catalogue/features.yaml", "[messaging.inbound_request_url]", used_by))
    assert features_used(tenants.by_id["acme"], tenants.features)["replies"] == "support_contact"


def test_a_feature_may_be_limited_to_rings(tmp_path: Path) -> None:
    """Without rings it is generally available."""
    features = load(tmp_path).features
    assert features["opt-in-keywords"].available_in(Ring.BETA)
    assert not features["opt-in-keywords"].available_in(Ring.GENERAL)
    assert features["replies"].available_in(Ring.GENERAL)


def test_the_longest_shop_is_the_longest_name() -> None:
    """Templates are counted with the longest name that a tenant may have."""
    limits = {getattr(each, "max_length", None) for each in TenantFile.model_fields["name"].metadata}
    assert limits - {None} == {LONGEST_SHOP}


def test_a_text_at_its_longest(tmp_path: Path) -> None:
    """Every placeholder is filled up to its longest; a tenant's name keeps its length."""
    template = load(tmp_path).templates["repair-done"]
    assert template.traffic is Traffic.TRANSACTIONAL
    assert template.longest_for("Acme") == f"Acme: your bike{'x' * 26} is done. Reply STOP to opt out."
    assert template.longest_for() == f"Acme{'x' * 60}: your bike{'x' * 26} is done. Reply STOP to opt out."


FITTING = {
    PlaceholderType.TEXT: ["bike fitting", "50% off!", "été"],
    PlaceholderType.NAME: ["Alice", "O'Neil & Sons", "3 Peaks", "Łucja"],
    PlaceholderType.ORDER: ["20417", "A-17", "x"],
    PlaceholderType.DATE: ["Nov 24", "November 24, 2026", "11/24", "11/24/2026", "Feb 29"],
    PlaceholderType.DAY: ["Tuesday", "Wed", "today", "tomorrow"],
    PlaceholderType.TIME: ["7 am", "2:30 pm", "12:59 am"],
    PlaceholderType.PHONE: ["808-555-0123", "+18085550123", "(808) 555-0123"],
    PlaceholderType.LINK: ["https://acme.example", "https://acme.example/a?b=c"],
    PlaceholderType.MONEY: ["$5", "$12.50", "$1,250.00", "$1250"],
}
UNFIT = {
    PlaceholderType.TEXT: ["two\nlines", "tab\there"],
    PlaceholderType.NAME: ["-", "Ali\nce"],
    PlaceholderType.ORDER: ["#17", "17 4", "-1"],
    PlaceholderType.DATE: ["Tuesday", "13/13", "Feb 30", "2026-11-24"],
    PlaceholderType.DAY: ["Caturday", "Nov 24", "TUESDAY"],
    PlaceholderType.TIME: ["25:00", "14:30", "0 am", "13 pm", "7:5 am"],
    PlaceholderType.PHONE: ["555", "call us", "808-055-0123"],
    PlaceholderType.LINK: ["http://acme.example", "acme.example", "https://a b.example"],
    PlaceholderType.MONEY: ["5", "5$", "$5.5", "$1,25", "€5", "$"],
}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in FITTING.items() for value in values])
def test_values_of_a_type_are_taken(kind: PlaceholderType, value: str) -> None:
    """A value that a shop would write is an example of the type."""
    assert Placeholder(type=kind, longest=len(value), example=value).example == value


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in UNFIT.items() for value in values])
def test_values_of_another_type_are_refused(kind: PlaceholderType, value: str) -> None:
    """A wrong example would be shown to reviewers, and counted."""
    with pytest.raises(ValidationError, match="example"):
        Placeholder(type=kind, longest=64, example=value)


@given(st.integers(1, 200), st.text("ab€ŁX", min_size=1, max_size=40))
def test_a_longest_value_is_exactly_as_long_as_it_may_be(longest: int, example: str) -> None:
    """It also starts with the example, whose encoding decides what the message costs."""
    if len(example) > longest:
        with pytest.raises(ValidationError, match="longest is"):
            Placeholder(type=PlaceholderType.TEXT, longest=longest, example=example)
        return
    value = Placeholder(type=PlaceholderType.TEXT, longest=longest, example=example).longest_value
    assert len(value) == longest
    assert value.startswith(example)


def test_prices_are_overdue_after_their_last_day(tmp_path: Path) -> None:
    """On that day they are still valid; carriers' shares get old too."""
    book = load(tmp_path, replaced("catalogue/price-book.yaml", "2027-03-31", "2027-01-31")).price_book
    assert book.overdue(date(2027, 1, 31)) == []
    overdue = dict(book.overdue(date(2027, 2, 1)))
    assert list(overdue) == ["brands.standard", *(f"carriers.{carrier}" for carrier in Carrier)]
    assert overdue["brands.standard"] is book.brands.standard
    everything = [path for path, _ in book.overdue(date(2030, 1, 1))]
    assert len(everything) == 20
    assert {"campaigns.monthly.LOW_VOLUME", "messages.outbound", "messages.carrier_fees.att"} < set(everything)
    with pytest.raises(ValidationError, match="Instance is frozen"):
        setattr(book.carriers[Carrier.ATT], "share", Decimal(1))  # noqa: B010 - mypy knows that it is frozen

"""The catalogue of Owl Inc.: what is sold, and its prices."""

from tenants.model import BrandKind, Carrier, Ring, Traffic, UseCase
from tests.owl.origins.tenant_paths import PATHS
from tests.owl_inc import owl_inc


def test_packages_allow_what_was_sold() -> None:
    """Bronze has 50 messages a day, Silver 250, Gold more."""
    allowances = {name: package.messages_per_day for name, package in owl_inc().packages.items()}
    assert allowances == {"bronze": 50, "silver": 250, "gold": 1000}


def test_packages_cost_what_was_quoted() -> None:
    """Prices are those in the file, to the cent."""
    prices = {name: str(package.price_per_month) for name, package in owl_inc().packages.items()}
    assert prices == {"bronze": "39.00", "silver": "149.00", "gold": "599.00"}


def test_a_feature_waits_for_general_availability() -> None:
    """At least one feature is limited to ring beta, as an example of a rollout."""
    features = owl_inc().features
    assert {name for name, each in features.items() if not each.available_in(Ring.GENERAL)} == {"message-expiry"}


def test_an_advertisement_is_on_offer_and_not_in_use() -> None:
    """The catalogue has a promotional template; every campaign today is registered without advertising."""
    tenants = owl_inc()
    advertisements = {name for name, each in tenants.templates.items() if each.traffic is Traffic.PROMOTIONAL}
    assert advertisements == {"seasonal-offer"}
    assert advertisements.isdisjoint(template for tenant in tenants for template in tenant.templates)


def test_prices_are_those_that_were_read() -> None:
    """Each price is found under its name, as exact as in its file."""
    book = owl_inc().price_book
    brands = {kind.value: str(book.brand(kind).once) for kind in BrandKind}
    assert brands == {"standard": "46.00", "low_volume_standard": "4.50", "sole_proprietor": "4.50"}
    assert str(book.brand_vetting.once) == "41.50"
    monthly = {use_case.value: str(book.campaign(use_case).monthly) for use_case in UseCase}
    own = {"LOW_VOLUME": "1.50", "SOLE_PROPRIETOR": "2.00", "CHARITY": "3.00"}
    assert monthly == dict.fromkeys(UseCase, "10.00") | own
    assert {str(book.campaign(use_case).once) for use_case in UseCase} == {"15.00"}
    assert str(book.phone_number.monthly) == "1.15"
    assert str(book.messages.outbound.amount) == "0.0083"
    fees = {carrier.value: str(book.messages.carrier_fees.of(carrier).amount) for carrier in Carrier}
    assert fees == {"att": "0.0035", "t_mobile": "0.0045", "us_cellular": "0.0045", "verizon": "0.0045"}


def test_shares_are_those_of_the_subscribers_that_were_read() -> None:
    """Each carrier's part of 146 + 140 + 119 + 4.4 million subscribers, in whole percents."""
    subscribers = {Carrier.VERIZON: 146, Carrier.T_MOBILE: 140, Carrier.ATT: 119, Carrier.US_CELLULAR: 4.4}
    total = sum(subscribers.values())
    shares = {carrier: float(each.share) for carrier, each in owl_inc().price_book.carriers.items()}
    assert shares == {carrier: round(number / total, 2) for carrier, number in subscribers.items()}


def is_field(path: str) -> bool:
    """Return whether a tenant's file has a field with this path."""
    return path in PATHS


def test_features_are_used_by_fields_that_exist() -> None:
    """A misspelled path would make a feature that no tenant ever uses."""
    paths = {path for feature in owl_inc().features.values() for path in feature.used_by}
    assert {path for path in paths if not is_field(path)} <= {"additional_phone_numbers"}
    assert not is_field("campaign.opt_in_keyword")


def test_a_template_is_filled_in() -> None:
    """With the shop's name; with values, examples for what has none, or names in brackets."""
    template = owl_inc().templates["order-ready"]
    filled = "Acme: Hi {}, your order {} is ready for pickup until {}. Reply STOP to opt out."

    assert template.example_for("Acme") == filled.format("Alice", "20417", "Saturday")
    assert template.filled_for("Acme", {"customer": "Bo"}) == filled.format("Bo", "20417", "Saturday")
    assert template.marked_for("Acme") == filled.format("[customer]", "[order]", "[day]")

"""What is left of a price, worked out by hand for each package and tenant of Owl Inc.

The average segment, from the price book: Twilio 0.0083; carriers 0.29 x 0.0035 + (0.34 + 0.01 + 0.36) x 0.0045
= 0.001015 + 0.003195 = 0.00421. Together 0.01251 US dollars.

A month at full use: Bronze 50 x 31 = 1,550 messages, Silver 250 x 31 = 7,750, Gold 1,000 x 31 = 31,000. All templates
in use fit one segment at their longest, so messages cost

    Bronze   1,550 x 0.01251 =  19.3905
    Silver   7,750 x 0.01251 =  96.9525
    Gold    31,000 x 0.01251 = 387.81
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from finance import (
    Charge,
    Line,
    Margin,
    Profit,
    Use,
    cost_of_goods,
    margin_of_package,
    margin_of_tenant,
    read_what_if,
    total,
)
from tenants.model import NumberType, Tenants, load_tenants
from tenants.model.catalogue.package import Trial
from tests.international import BRITISH, GERMAN, beside, countries, price_book
from tests.owl_inc import TENANTS as FILES
from tests.owl_inc import owl_inc, put_files
from tests.tenants.tenant_files import load, replaced
from tests.toll_free import FALCONS, alone, toll_free


@pytest.fixture(scope="module")
def tenants() -> Tenants:
    """The tenants of Owl Inc."""
    return owl_inc()


@dataclass(frozen=True)
class Expected:
    """Figures worked out by hand."""

    cost: str
    gross_profit: str
    percent: str
    once: str
    months: int | None

    def check(self, found: Profit) -> None:
        """Compare exactly, the percentage to a tenth."""
        assert found.cost == Decimal(self.cost)
        assert found.gross_profit == Decimal(self.gross_profit)
        assert found.percent is not None
        assert f"{found.percent:.1f}" == self.percent
        assert found.once == Decimal(self.once)
        assert found.months_to_earn_back == self.months


PACKAGES = {
    # 19.3905 + LOW_VOLUME 1.50 + number 1.15 = 22.0405; 39 - 22.0405 = 16.9595; 16.9595 / 39 = 43.49 %
    # once: brand 4.50 + campaign vetting 15 = 19.50; 19.50 / 16.9595 = 1.15, so 2 months
    "bronze": Expected("22.0405", "16.9595", "43.5", "19.50", 2),
    # 96.9525 + 1.50 + 1.15 = 99.6025; 149 - 99.6025 = 49.3975; 49.3975 / 149 = 33.15 %; 19.50 / 49.3975 = 0.39
    "silver": Expected("99.6025", "49.3975", "33.2", "19.50", 1),
    # 387.81 + 1.50 + 1.15 = 390.46; 599 - 390.46 = 208.54; 208.54 / 599 = 34.81 %; 19.50 / 208.54 = 0.09
    "gold": Expected("390.46", "208.54", "34.8", "19.50", 1),
}


@pytest.mark.parametrize(("package", "expected"), PACKAGES.items(), ids=PACKAGES.keys())
def test_a_package_leaves_so_much(package: str, expected: Expected, tenants: Tenants) -> None:
    """Calculated for the reference tenant: low-volume brand and campaign, one number, one segment."""
    margin = margin_of_package(package, tenants)
    expected.check(margin)
    assert margin.package == package


TENANTS = {
    # Bronze, low-volume, as the package itself
    "alpine-spokes": Expected("22.0405", "16.9595", "43.5", "19.50", 2),
    # Gold, standard: 387.81 + campaign 10 + number 1.15 = 398.96; 599 - 398.96 = 200.04; 200.04 / 599 = 33.40 %
    # once: brand 46 + campaign vetting 15 = 61; 61 / 200.04 = 0.30
    "breakwater-boards": Expected("398.96", "200.04", "33.4", "61.00", 1),
    # Silver, low-volume, as the package itself
    "cadence-running": Expected("99.6025", "49.3975", "33.2", "19.50", 1),
    # Bronze, sole proprietor: 19.3905 + campaign 2 + number 1.15 = 22.5405; 39 - 22.5405 = 16.4595
    # 16.4595 / 39 = 42.20 %; once: 4.50 + 15 = 19.50; 19.50 / 16.4595 = 1.18, so 2 months
    "dawn-patrol-surf": Expected("22.5405", "16.4595", "42.2", "19.50", 2),
    # Silver, low-volume, as the package itself
    "freestyle-falcons": Expected("99.6025", "49.3975", "33.2", "19.50", 1),
    # Gold, standard, as Breakwater Boards
    "mile-marker-running": Expected("398.96", "200.04", "33.4", "61.00", 1),
    # Bronze, low-volume, as the package itself
    "pedal-and-pine": Expected("22.0405", "16.9595", "43.5", "19.50", 2),
}


@pytest.mark.parametrize(("tenant", "expected"), TENANTS.items(), ids=TENANTS.keys())
def test_a_tenant_leaves_so_much(tenant: str, expected: Expected, tenants: Tenants) -> None:
    """A tenant's margin follows from its package, longest template, numbers, brand and campaign."""
    expected.check(margin_of_tenant(tenants.by_id[tenant], tenants))


def test_a_bill_names_everything_it_counts(tenants: Tenants) -> None:
    """A bill has monthly and registration lines, with units; an assumed price has no date."""
    use = replace(margin_of_tenant(tenants.by_id["freestyle-falcons"], tenants).use, vetted_apart=True)
    bill = cost_of_goods(use, tenants.price_book)
    assert [(line.what, f"{line.quantity:.1f}", line.unit) for line in (*bill.monthly, *bill.once)] == [
        ("messages", "7750.0", "segment"),
        ("carrier fee, AT&T", "2247.5", "segment"),
        ("carrier fee, T-Mobile", "2635.0", "segment"),
        ("carrier fee, US Cellular", "77.5", "segment"),
        ("carrier fee, Verizon", "2790.0", "segment"),
        ("campaign, LOW_VOLUME", "1.0", "campaign"),
        ("phone numbers", "1.0", "number"),
        ("brand, low_volume_standard", "1.0", "brand"),
        ("brand vetting", "1.0", "vetting"),
        ("campaign vetting", "1.0", "vetting"),
    ]
    fees = {line.charge for line in bill.monthly if line.what.startswith("carrier fee")}
    assert (fees, {line.charge for line in bill.once}) == ({Charge.CARRIER_FEES}, {Charge.REGISTRATION})
    supposed = cost_of_goods(use, tenants.price_book, Decimal("0.0090")).monthly[0]
    assert supposed == Line("messages", Decimal(7750), "segment", Decimal("0.0090"), None)


@pytest.fixture(scope="module")
def with_branches(tmp_path_factory: pytest.TempPathFactory) -> Tenants:
    """Freestyle Falcons with a number in Germany and one in the United Kingdom, at the tests' own prices."""
    tenants = tmp_path_factory.mktemp("branches") / "tenants"
    put_files(FILES, tenants)
    (tenants / f"{FALCONS}.yaml").write_text(beside(GERMAN, BRITISH), "utf-8")
    (tenants / "catalogue" / "price-book.yaml").write_text(price_book(), "utf-8")
    (tenants / "catalogue" / "countries.yaml").write_text(countries(), "utf-8")
    return load_tenants(tenants)


def test_numbers_of_every_kind_are_on_the_bill(with_branches: Tenants) -> None:
    """Each kind of number has a line; messages are counted in the dearest country: in Germany, 0.11 a segment."""
    use = replace(margin_of_tenant(with_branches.by_id[FALCONS], with_branches).use, toll_free_numbers=2)
    german, british, toll_free = Decimal("3.00"), Decimal("1.15"), Decimal("2.15")
    one, read = Decimal(1), dt.date(2026, 11, 29)
    bill = cost_of_goods(use, with_branches.price_book)
    messages, campaign, local, *others = bill.monthly
    assert messages == Line("messages to DE", Decimal(7750), "segment", Decimal("0.11"), read)
    assert (campaign.charge, local.charge) == (Charge.CAMPAIGN, Charge.PHONE_NUMBERS)
    assert others == [
        Line("toll-free numbers", Decimal(2), "number", toll_free, read, Charge.PHONE_NUMBERS),
        Line("phone number, DE mobile", one, "number", german, read, Charge.PHONE_NUMBERS),
        Line("phone number, GB mobile", one, "number", british, read, Charge.PHONE_NUMBERS),
    ]
    assert {line.charge for line in bill.once} == {Charge.REGISTRATION}


def test_a_toll_free_number_needs_no_brand_or_campaign(tmp_path: Path) -> None:
    """Silver from a toll-free number alone: 96.9525 + 2.15 = 99.1025; 149 - 99.1025 = 49.8975; / 149 = 33.49 %."""
    put_files(FILES, tmp_path / "tenants")
    (tmp_path / "tenants" / f"{FALCONS}.yaml").write_text(alone(), "utf-8")
    tenants = load_tenants(tmp_path / "tenants")
    margin = margin_of_tenant(tenants.by_id[FALCONS], tenants)
    assert margin.use == Use(250, 1, 0, None, None, toll_free_numbers=1)
    Expected("99.1025", "49.8975", "33.5", "0", 0).check(margin)


def test_a_tenant_with_numbers_abroad_alone_sends_nothing_in_the_us(with_branches: Tenants) -> None:
    """Its messages cost what they cost abroad, even where that is less than in the US."""
    book = with_branches.price_book
    german = book.messages.international["DE"].model_copy(update={"amount": Decimal("0.001")})
    messages = book.messages.model_copy(update={"international": {"DE": german}})
    use = Use(10, 1, 0, None, None, international=(("DE", NumberType.MOBILE),))
    bill = cost_of_goods(use, book.model_copy(update={"messages": messages}))
    assert [line.what for line in bill.monthly] == ["messages to DE", "phone number, DE mobile"]


def test_what_has_no_price_is_not_on_the_bill(with_branches: Tenants) -> None:
    """A country or a type without a price counts as nothing: loading the files refuses it."""
    numbers = (("GB", NumberType.LOCAL), ("ES", NumberType.LOCAL))
    use = Use(10, 1, 0, None, None, toll_free_numbers=1, international=numbers)
    book = with_branches.price_book
    no_toll_free = book.phone_numbers.model_copy(update={"toll_free": None})
    bill = cost_of_goods(use, book.model_copy(update={"phone_numbers": no_toll_free}))
    assert [line.what for line in bill.monthly] == ["messages to GB"]


def test_the_dearest_country_is_not_always_abroad(with_branches: Tenants) -> None:
    """A segment to the US costs 0.01251 on average, so one that costs as much abroad changes nothing."""
    use = Use(10, 1, 1, None, None, destinations=("DE",))
    book = with_branches.price_book
    for amount, first in (("0.01251", "messages"), ("0.01252", "messages to DE")):
        german = book.messages.international["DE"].model_copy(update={"amount": Decimal(amount)})
        messages = book.messages.model_copy(update={"international": {"DE": german}})
        assert cost_of_goods(use, book.model_copy(update={"messages": messages})).monthly[0].what == first


def test_a_tenant_on_trial_sends_with_the_number_of_another(with_branches: Tenants) -> None:
    """It costs its messages alone: no number, brand or campaign of its own is counted."""
    trial = Trial.model_validate({"days": 30, "sends_as": "owl-inc", "highest_cost": "5.00"})
    packages = dict(with_branches.packages)
    packages["silver"] = packages["silver"].model_copy(update={"trial": trial})
    tenants = replace(with_branches, packages=packages)
    tenant = tenants.by_id[FALCONS]
    senders = tenant.senders and tenant.senders.model_copy(update={"toll_free": toll_free()})
    margin = margin_of_tenant(tenant.model_copy(update={"senders": senders}), tenants)
    assert margin.use == Use(250, 1, 0, None, None, destinations=("DE", "GB"))
    assert {line.charge for line in margin.goods.monthly} == {Charge.MESSAGES}


def test_every_tenant_is_worked_out(tenants: Tenants) -> None:
    """The list above has every tenant, and each leaves at least a quarter of its price."""
    assert set(TENANTS) == set(tenants.by_id)
    percents = {tenant.id: margin_of_tenant(tenant, tenants).percent for tenant in tenants}
    assert {name for name, percent in percents.items() if percent is None or percent < 25} == set()


def test_all_tenants_together(tenants: Tenants) -> None:
    """Each figure is the sum of the tenants'.

    Messages 3 x 1,550 + 2 x 7,750 + 2 x 31,000 = 82,150. Revenue 3 x 39 + 2 x 149 + 2 x 599 = 117 + 298 + 1,198
    = 1,613. Cost 2 x 22.0405 + 22.5405 + 2 x 99.6025 + 2 x 398.96 = 44.081 + 22.5405 + 199.205 + 797.92 = 1,063.7465.
    1,613 - 1,063.7465 = 549.2535; / 1,613 = 34.05 %. Once 5 x 19.50 + 2 x 61 = 97.50 + 122 = 219.50.
    """
    found = total(margin_of_tenant(tenant, tenants) for tenant in tenants)
    assert (found.messages, found.revenue, found.is_ceiling) == (82_150, Decimal(1613), False)
    Expected("1063.7465", "549.2535", "34.1", "219.50", 1).check(found)


WHAT_IFS = {
    # Freestyle Falcons, Silver, supposed to be Gold: as the package Gold
    "package=gold": Expected("390.46", "208.54", "34.8", "19.50", 1),
    # 149 x 1 stays; lesson-moved at its longest is 158 characters: one segment
    "template=lesson-moved": Expected("99.6025", "49.3975", "33.2", "19.50", 1),
    # seasonal-offer at its longest has 189 characters: two segments. 2 x 96.9525 + 2.65 = 196.555; 149 - 196.555
    # = -47.555; / 149 = -31.92 %; never earned back
    "template=seasonal-offer": Expected("196.555", "-47.555", "-31.9", "19.50", None),
    # the longest of several counts
    "template=lesson-moved template=seasonal-offer": Expected("196.555", "-47.555", "-31.9", "19.50", None),
    # 79 - 99.6025 = -20.6025; / 79 = -26.08 %
    "price=79.00": Expected("99.6025", "-20.6025", "-26.1", "19.50", None),
    # 0.0090 instead of 0.0083: 7,750 x 0.0007 = 5.425 more, 105.0275; 149 - 105.0275 = 43.9725; / 149 = 29.51 %
    "message-price=0.0090": Expected("105.0275", "43.9725", "29.5", "19.50", 1),
    # 3 x 96.9525 + 2.65 = 293.5075; 149 - 293.5075 = -144.5075; / 149 = -96.98 %
    "segments=3": Expected("293.5075", "-144.5075", "-97.0", "19.50", None),
    # 31,000 x 2 x (0.01 + 0.00421) = 881.02, + 2.65 = 883.67; 1,200 - 883.67 = 316.33; / 1,200 = 26.36 %
    "package=gold price=1200 message-price=0.01 segments=2": Expected("883.67", "316.33", "26.4", "19.50", 1),
}


@pytest.mark.parametrize(("pairs", "expected"), WHAT_IFS.items(), ids=WHAT_IFS.keys())
def test_what_if(pairs: str, expected: Expected, tenants: Tenants) -> None:
    """Freestyle Falcons with one or several assumptions, and everything else unchanged."""
    supposed = read_what_if(pairs.split(), tenants)
    expected.check(margin_of_tenant(tenants.by_id["freestyle-falcons"], tenants, supposed))


def test_what_if_of_a_package(tenants: Tenants) -> None:
    """Templates are counted with the longest name that a tenant may have.

    lesson-moved has 141 + 64 = 205 characters then, two segments.
    2 x 19.3905 + 2.65 = 41.431; 39 - 41.431 = -2.431; / 39 = -6.23 %.
    """
    supposed = read_what_if(["template=lesson-moved"], tenants)
    margin = margin_of_package("bronze", tenants, supposed)
    Expected("41.431", "-2.431", "-6.2", "19.50", None).check(margin)
    assert (margin.template, margin.use.segments) == ("lesson-moved", 2)


def of_acme(tmp_path: Path, old: str = "Acme\npackage", new: str = "Acme\npackage", file: str = "acme.yaml") -> Margin:
    """The tests' own tenant on Silver; a segment costs 0.0083 + 0.3 x 0.0035 + 0.7 x 0.0045 = 0.0125 there."""
    tenants = load(tmp_path, replaced(file, old, new))
    return margin_of_tenant(tenants.by_id["acme"], tenants)


def test_a_name_of_another_alphabet_costs_more(tmp_path: Path) -> None:
    """The text is counted as it is sent: with an ł it is UCS-2, 70 characters a segment.

    Acme's order-ready at its longest has 87 characters: one segment in GSM-7, two in UCS-2.
    7,750 x 2 x 0.0125 + 1.50 + 1.15 = 196.40.
    """
    assert of_acme(tmp_path).use.segments == 1
    margin = of_acme(tmp_path, "Acme\npackage", "Acmł\npackage")
    assert (margin.template, margin.use.segments, margin.cost) == ("order-ready", 2, Decimal("196.40"))


def test_an_example_of_another_alphabet_costs_more(tmp_path: Path) -> None:
    """A placeholder whose example needs UCS-2 is counted as UCS-2 at its longest too."""
    margin = of_acme(tmp_path, "example: Alice", "example: Łucja", "catalogue/templates.yaml")
    assert (margin.template, margin.use.segments) == ("order-ready", 2)


def test_a_mock_brand_costs_nothing(tmp_path: Path) -> None:
    """A mock brand and its campaign cost nothing: 7,750 x 0.0125 + 1.15 = 98.025, with nothing to earn back."""
    margin = of_acme(tmp_path, "brand:", "brand:\n  mock: true")
    assert (margin.cost, margin.once, margin.months_to_earn_back) == (Decimal("98.025"), Decimal(0), 0)
    assert [line.what for line in margin.goods.once] == []


def test_a_vetting_ordered_separately_is_paid_separately(tmp_path: Path) -> None:
    """Brand 4.50 + vetting 41.50 + campaign vetting 15 = 61.00."""
    margin = of_acme(tmp_path, "brand:", "brand:\n  vetting: {provider: aegis, id: V1}")
    assert margin.once == Decimal("61.00")
    assert [line.what for line in margin.goods.once] == [
        "brand, low_volume_standard",
        "brand vetting",
        "campaign vetting",
    ]


@pytest.mark.parametrize(("messages_per_day", "ceiling"), [("4838", False), ("4839", True)])
def test_above_the_volume_discount_the_price_is_a_ceiling(
    messages_per_day: str, *, ceiling: bool, tmp_path: Path
) -> None:
    """4,838 x 31 = 149,978 messages are below 150,000; 4,839 x 31 = 150,009 are above."""
    assert of_acme(tmp_path, "250", messages_per_day, "catalogue/packages.yaml").is_ceiling is ceiling


def test_a_free_package_has_no_margin(tmp_path: Path) -> None:
    """There is no percentage without revenue; the loss is the cost."""
    margin = of_acme(tmp_path, '"149.00"', '"0"', "catalogue/packages.yaml")
    assert (margin.percent, margin.gross_profit, margin.months_to_earn_back) == (None, -margin.cost, None)


def test_no_tenants_are_no_revenue() -> None:
    """The total of no tenants is zero."""
    nobody = total([])
    assert (nobody.messages, nobody.gross_profit, nobody.percent) == (0, Decimal(0), None)

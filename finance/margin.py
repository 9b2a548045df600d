"""Gross margin: what is left of a package's price after its cost of goods sold.

Amounts are not rounded here; `finance.figures` rounds them for display.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from finance.cost_of_goods import VOLUME_DISCOUNT_ABOVE, CostOfGoods, Use, cost_of_goods
from finance.segments import segments
from finance.what_if import WhatIf
from tenants.model import BrandKind, Template, Tenant, Tenants, UseCase

AS_IT_IS = WhatIf()
"""No what-if: the files as they are."""


@dataclass(frozen=True)
class Profit:
    """Revenue and cost of one tenant or of several.

    Attributes:
        messages: Messages per month.
        revenue: What the tenants pay, in US dollars per month.
        cost: What Twilio and the carriers charge, in US dollars per month.
        once: What registration costs once, in US dollars.
    """

    messages: int
    revenue: Decimal
    cost: Decimal
    once: Decimal

    @property
    def gross_profit(self) -> Decimal:
        """Revenue minus cost, in US dollars per month."""
        return self.revenue - self.cost

    @property
    def percent(self) -> Decimal | None:
        """Gross profit as a percentage of revenue; None without revenue."""
        return 100 * self.gross_profit / self.revenue if self.revenue else None

    @property
    def months_to_earn_back(self) -> int | None:
        """Whole months until gross profit has covered the one-off cost; None if it never does."""
        if not self.once:
            return 0
        if self.gross_profit <= 0:
            return None
        whole, rest = divmod(self.once, self.gross_profit)
        return int(whole) + bool(rest)

    @property
    def is_ceiling(self) -> bool:
        """Whether Twilio's volume discount applies, so that the real cost is lower."""
        return self.messages > VOLUME_DISCOUNT_ABOVE


@dataclass(frozen=True)
class Margin(Profit):
    """The margin of one tenant or one package.

    Attributes:
        package: The package's id.
        template: The id of the longest template; None where a what-if sets the segments.
        use: The use that the cost is computed for.
        goods: The cost, line by line.
    """

    package: str
    template: str | None
    use: Use
    goods: CostOfGoods


def total(profits: Iterable[Profit]) -> Profit:
    """Return the sum of several margins or months."""
    each = tuple(profits)
    return Profit(
        sum(profit.messages for profit in each),
        sum((profit.revenue for profit in each), Decimal(0)),
        sum((profit.cost for profit in each), Decimal(0)),
        sum((profit.once for profit in each), Decimal(0)),
    )


def margin_of_tenant(tenant: Tenant, tenants: Tenants, what_if: WhatIf = AS_IT_IS) -> Margin:
    """Return a tenant's margin, with its own templates, numbers, brand and campaign."""
    package = what_if.package or tenant.package
    chosen = _templates(what_if, tenants) or tenants.templates_of(tenant)
    template, count = _segments(what_if, chosen, tenant.name)
    brand, campaign = tenant.brand, tenant.campaign
    use = Use(
        messages_per_day=tenants.packages[package].messages_per_day,
        segments=count,
        phone_numbers=(tenant.phone_number is not None) + len(tenant.additional_phone_numbers),
        brand_kind=brand.kind if brand else None,
        use_case=campaign.use_case if campaign else None,
        mock=brand is not None and brand.mock,
        vetted_apart=brand is not None and brand.vetting is not None,
        toll_free_numbers=1 if tenant.toll_free else 0,
        international=tuple((each.iso_country, each.number_type) for each in tenant.international),
        destinations=tuple(code for code in tenant.messaging.destinations if code != "US"),
    )
    return _margin(package, template, use, tenants, what_if)


def margin_of_package(package: str, tenants: Tenants, what_if: WhatIf = AS_IT_IS) -> Margin:
    """Return a package's margin for a reference tenant.

    The reference tenant has a low-volume standard brand, a campaign with use case LOW_VOLUME, one number, and
    messages of one segment. Templates given in the what-if are counted with the longest name a tenant may have.
    """
    package = what_if.package or package
    template, count = _segments(what_if, _templates(what_if, tenants), None)
    use = Use(
        messages_per_day=tenants.packages[package].messages_per_day,
        segments=count,
        phone_numbers=1,
        brand_kind=BrandKind.LOW_VOLUME_STANDARD,
        use_case=UseCase.LOW_VOLUME,
    )
    return _margin(package, template, use, tenants, what_if)


def _templates(what_if: WhatIf, tenants: Tenants) -> dict[str, Template]:
    return {name: tenants.templates[name] for name in what_if.templates}


def _segments(what_if: WhatIf, templates: Mapping[str, Template], shop: str | None) -> tuple[str | None, int]:
    """Return the longest template, with its longest values, and how many segments it takes."""
    if what_if.segments is not None:
        return None, what_if.segments
    found = {name: segments(template.longest_for(shop)) for name, template in templates.items()}
    longest = max(found, key=lambda name: (found[name].count, found[name].units), default=None)
    return longest, found[longest].count if longest else 1


def _on_trial(use: Use) -> Use:
    """Return the use of a tenant that sends with another tenant's number, brand and campaign."""
    return replace(use, phone_numbers=0, toll_free_numbers=0, international=(), brand_kind=None, use_case=None)


def _margin(package: str, template: str | None, use: Use, tenants: Tenants, what_if: WhatIf) -> Margin:
    price = tenants.packages[package].price_per_month if what_if.price is None else what_if.price
    use = _on_trial(use) if tenants.packages[package].trial else use
    goods = cost_of_goods(use, tenants.price_book, what_if.message_price)
    return Margin(use.messages, price, goods.monthly_total, goods.once_total, package, template, use, goods)

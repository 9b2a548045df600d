"""What a tenant costs and earns: message segments, cost of goods sold, gross margin."""

from finance.cost_of_goods import DAYS, VOLUME_DISCOUNT_ABOVE, CostOfGoods, Line, Use, cost_of_goods
from finance.margin import Margin, Profit, margin_of_package, margin_of_tenant, total
from finance.segments import Encoding, Segments, segments
from finance.what_if import InvalidWhatIf, WhatIf, read_what_if

__all__ = [
    "DAYS",
    "VOLUME_DISCOUNT_ABOVE",
    "CostOfGoods",
    "Encoding",
    "InvalidWhatIf",
    "Line",
    "Margin",
    "Profit",
    "Segments",
    "Use",
    "WhatIf",
    "cost_of_goods",
    "margin_of_package",
    "margin_of_tenant",
    "read_what_if",
    "segments",
    "total",
]

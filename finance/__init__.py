"""What a tenant costs and earns: message segments, cost of goods sold, gross margin."""

from finance.cost_of_goods import DAYS, VOLUME_DISCOUNT_ABOVE, Charge, CostOfGoods, Line, Use, cost_of_goods
from finance.margin import Margin, Profit, margin_of_package, margin_of_tenant, total
from finance.month import Billed, LineDifference, MonthUsage, UsedMonth, differences, month_as_it_was
from finance.segments import Encoding, Segments, segments
from finance.what_if import InvalidWhatIf, WhatIf, read_what_if

__all__ = [
    "DAYS",
    "VOLUME_DISCOUNT_ABOVE",
    "Billed",
    "Charge",
    "CostOfGoods",
    "Encoding",
    "InvalidWhatIf",
    "Line",
    "LineDifference",
    "Margin",
    "MonthUsage",
    "Profit",
    "Segments",
    "Use",
    "UsedMonth",
    "WhatIf",
    "cost_of_goods",
    "differences",
    "margin_of_package",
    "margin_of_tenant",
    "month_as_it_was",
    "read_what_if",
    "segments",
    "total",
]

"""The business type that the ending of a legal name implies."""

import re
from collections.abc import Mapping

from tenants.model import BusinessType

_INCORPORATED = (BusinessType.CORPORATION, BusinessType.NON_PROFIT_CORPORATION, BusinessType.CO_OPERATIVE)

FORMS: Mapping[str, tuple[BusinessType, ...]] = {
    "LLC": (BusinessType.LIMITED_LIABILITY_CORPORATION,),
    "PLLC": (BusinessType.LIMITED_LIABILITY_CORPORATION,),
    "LLP": (BusinessType.PARTNERSHIP,),
    "LP": (BusinessType.PARTNERSHIP,),
    "INC": _INCORPORATED,
    "INCORPORATED": _INCORPORATED,
    "CORP": _INCORPORATED,
    "CORPORATION": _INCORPORATED,
}
"""Unambiguous endings, in capitals and without periods, with the business types that use them."""


def ending(legal_name: str) -> str | None:
    """Return the ending of a legal name that implies a business type, if there is one."""
    last = re.sub("[.,]", "", legal_name).upper().split()[-1:]
    return last[0] if last and last[0] in FORMS else None

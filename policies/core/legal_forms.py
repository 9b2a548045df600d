"""What the end of a legal name says of the business's form."""

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
"""Sure endings, in capitals and without points, with the forms that have them."""


def ending(legal_name: str) -> str | None:
    """Give the ending that tells a form, if the name has one."""
    last = re.sub("[.,]", "", legal_name).upper().split()[-1:]
    return last[0] if last and last[0] in FORMS else None

"""The pre-sales answers, which decide the package, the use case and the brand tier."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from tenants.model.sections.field_types import Countries, Text, expected
from tenants.model.yaml_files.base_model import BaseModel

MOST_MESSAGES = 1000
"""Messages per day to one person: a higher number is a typing error."""


def _messages(value: Any) -> Decimal:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,6})?", value):
        messages = Decimal(value)
        if 0 < messages <= MOST_MESSAGES:
            return messages
    raise expected(
        f"a number of messages above 0, up to {MOST_MESSAGES}",
        "write it in quotes, with a decimal point: '0.2'",
    )


class Qualification(BaseModel):
    """The answers a tenant gave before the sale, as recorded by pre-sales."""

    objective: Text
    """What the tenant wants to achieve with text messages."""

    countries: Countries
    """The countries where recipients live: two-letter ISO 3166 codes, such as US."""

    consumers: Annotated[int, Field(ge=1)]
    """The number of people who are texted."""

    messages_per_consumer_per_day: Annotated[Decimal, BeforeValidator(_messages)]
    """The average number of messages per person per day: '0.2' is one every five days. Quoted, to stay exact."""

    promotional_share: Annotated[int, Field(ge=0, le=100)]
    """The percentage of messages that are promotional. 0 to 100."""

    use_case_words: Text
    """What the messages are for, in the customer's own words."""

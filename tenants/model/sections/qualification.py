"""What was asked before a tenant bought: from it follow package, use case and how the brand is registered."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from tenants.model.sections.field_types import Text, expected, without_repetition
from tenants.model.yaml_files.base_model import BaseModel

MOST_MESSAGES = 1000
"""Messages a day to one person: more is a slip of the pen."""


def _country(text: str) -> str:
    if not re.fullmatch("[A-Z]{2}", text):
        raise expected("a country's two-letter code", "write it in capitals: US")
    return text


def _messages(value: Any) -> Decimal:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,6})?", value):
        messages = Decimal(value)
        if 0 < messages <= MOST_MESSAGES:
            return messages
    raise expected(
        f"a number of messages above 0, up to {MOST_MESSAGES}",
        "write it in quotes, with a point: '0.2'",
    )


Countries = Annotated[
    tuple[Annotated[str, AfterValidator(_country)], ...],
    Field(strict=False, min_length=1),
    AfterValidator(without_repetition),
]
"""ISO 3166 codes of two letters, such as US, each once."""


class Qualification(BaseModel):
    """A tenant's answers before it was sold anything, as noted by whoever asked."""

    objective: Text
    """What it wants to be better with text messages."""

    countries: Countries
    """Where the people live who are texted: ISO 3166 codes of two letters, such as US."""

    consumers: Annotated[int, Field(ge=1)]
    """How many people are texted."""

    messages_per_consumer_per_day: Annotated[Decimal, BeforeValidator(_messages)]
    """How many messages each of them gets a day, on average: '0.2' is one in five days. Quoted, to stay exact."""

    promotional_share: Annotated[int, Field(ge=0, le=100)]
    """How many in a hundred messages advertise something."""

    use_case_words: Text
    """What the messages are for, in the customer's own words."""

"""Characters that people don't see, while terminals, browsers and carriers obey them."""

import re
from collections.abc import Mapping
from typing import Any

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line feed, and those that change the direction of writing. What joins emoji or breaks
words is not among them."""


def with_code_points(value: Any) -> Any:
    """Return a text, or plain data, in which such characters are replaced by their code points, such as `U+001B`."""
    match value:
        case str():
            return UNSEEN.sub(lambda found: f"U+{ord(found[0]):04X}", value)
        case Mapping():
            return {key: with_code_points(each) for key, each in value.items()}
        case list():
            return [with_code_points(each) for each in value]
        case _:
            return value

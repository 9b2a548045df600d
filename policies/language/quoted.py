"""What a text quotes: the words beside a box, on a sign, or spoken."""

import re
from dataclasses import dataclass

_DOUBLE = re.compile(r'"([^"]*)(?:"|$)')
_SINGLE = re.compile(r"(?:^|(?<=[\s(:]))'(?=\S)((?:[^']|'(?=\w)){0,600}[^\s'])'(?!\w)")


@dataclass(frozen=True)
class Quote:
    """Words in quotation marks.

    Attributes:
        start: Where in the text they begin, in characters.
        end: Where they end.
    """

    start: int
    end: int


def quotes(text: str) -> list[Quote]:
    """Return what is quoted, in order.

    Args:
        text: A text with straight quotation marks.
    """
    found = [Quote(each.start(1), each.end(1)) for each in _DOUBLE.finditer(text) if each[1]]
    if "'" in text:
        outside = [
            Quote(each.start(1), each.end(1))
            for each in _SINGLE.finditer(text)
            if not any(quote.start <= each.start(1) < quote.end for quote in found)
        ]
        found = sorted([*found, *outside], key=lambda quote: quote.start)
    return found

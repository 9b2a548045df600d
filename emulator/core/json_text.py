"""JSON as clients send it, read within limits: what is refused here would fail later, inside the database."""

import json
import math
from typing import Any, NoReturn

DEPTH_LIMIT = 100
"""How many arrays and objects may be inside each other; SQLite's own functions stop at 1,000."""


def read(text: str | bytes) -> Any:
    """Return the value that JSON text stands for.

    Raises:
        ValueError: When it is not JSON, is nested too deeply, or has a number that is not finite or half a character.
    """
    try:
        value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise _too_deep() from None
    _check(value)
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _finite(number: str) -> float:
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(f"the number {number[:20]} is too large")
    return found


def _check(value: object) -> None:
    """Refuse half characters, and what is nested too deeply: layer by layer, as a recursion would end as the parser's.

    Half a character is one surrogate of a pair: JSON can write it, and no encoding can.
    """
    layer = [value]
    for _ in range(DEPTH_LIMIT + 1):
        inner: list[object] = []
        for each in layer:
            if isinstance(each, dict):
                inner += (*each, *each.values())
            elif isinstance(each, str):
                each.encode()
            elif isinstance(each, list):
                inner += each
        layer = inner
        if not layer:
            return
    raise _too_deep()


def _too_deep() -> ValueError:
    return ValueError(f"more than {DEPTH_LIMIT} arrays and objects are inside each other")

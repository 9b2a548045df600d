"""What to say about a name that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST_NAMES = 20
"""How many known names are listed."""


def there_is_no(what: str, name: str, known: Iterable[str]) -> str:
    """Return the message about an unknown name.

    Args:
        what: What it should be the name of, such as `tenant`.
        name: The unknown name.
        known: The known names.
    """
    return f"there is no {what} {name!r}{instead(name, known)}"


def instead(word: str, known: Iterable[str], has: str = "there are") -> str:
    """Return the end of a message about an unknown name: the closest known one, or else those that there are.

    Args:
        word: The unknown name.
        known: The known names.
        has: What leads to them if none is close.
    """
    names = sorted(known)
    if closest := get_close_matches(word, names, n=1):
        return f": did you mean {closest[0]!r}?"
    return f"; {has} {shortened(names)}"


def shortened(names: Iterable[str]) -> str:
    """Return names in a row: the first, and how many more there are."""
    listed = list(names)
    more = f" and {len(listed) - MOST_NAMES:,} more" if len(listed) > MOST_NAMES else ""
    return f"{', '.join(listed[:MOST_NAMES]) or 'none'}{more}"

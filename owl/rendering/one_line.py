"""Put untrusted text on one line, or show it without what a terminal would obey."""

_KEPT = "\n\t"


def one_line(text: str) -> str:
    """Return a text without line breaks and other characters that a terminal doesn't print."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def printable(text: str) -> str:
    r"""Return a text whose lines stay, and whose other unprintable characters are written as in Python: `\x1b`."""
    return "".join(
        each if each.isprintable() or each in _KEPT else each.encode("unicode_escape").decode() for each in text
    )

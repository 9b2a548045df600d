"""Texts of others on one line."""


def one_line(text: str) -> str:
    """Leave out line breaks and whatever else a terminal would not show."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())

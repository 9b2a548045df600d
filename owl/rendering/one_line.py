"""Put untrusted text on one line."""


def one_line(text: str) -> str:
    """Return a text without line breaks and other characters that a terminal doesn't print."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())

"""Counts in sentences."""


def counted(count: int, what: str) -> str:
    """Return a count with its noun, such as `1 tenant` or `2 status changes`."""
    return f"{count} {what}{'' if count == 1 else 's'}"

"""What is said of a value that an option or argument does not take."""

from typing import Any

import typer


def wrong_value(error: typer.BadParameter) -> str:
    """Return what was given and what is allowed. Typer says pydantic's words, which name no value.

    Args:
        error: What typer or a command raised.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - loaded where one was raised, and not needed otherwise

    cause: Any = error.__cause__
    found: Any = None
    while isinstance(cause, ValidationError):  # one in another, for an option that is repeated
        [found, *_] = cause.errors()
        cause = found.get("ctx", {}).get("error")
    if found is None:
        return error.message
    limits = {name: f"{limit:.15g}" for name, limit in found.get("ctx", {}).items() if name in {"ge", "le"}}
    match found["type"]:
        case "value_error":
            return str(cause).removesuffix(".")
        case "float_parsing" | "int_parsing":
            kind = "a whole number" if found["type"] == "int_parsing" else "a number"
            return f"{found['input']!r} is not {kind}"
        case "greater_than_equal":
            return f"{found['input']} is too small: write {limits['ge']} or more"
        case "less_than_equal":
            return f"{found['input']} is too large: write {limits['le']} or less"
    return f"{found['input']!r}: {found['msg']}"

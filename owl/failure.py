"""The exception that ends a command with a message, and the operating system's errors in words."""

ENGINE = "pulumi"
NO_ENGINE = (
    "the Pulumi engine is not on PATH: run this in `make shell`, or put it on PATH with "
    '`export PATH="$(owl engine find):$PATH"`'
)

_PROGRAMS = frozenset({"git", "go", "sh", "tar"})
"""The other programs that commands run, by the names that are looked for on PATH."""


class Failure(Exception):  # noqa: N818 - a command's failure, not an error in the program
    """A command can't continue. The message, one line, says what was found and what to do; the exit code is 1."""


def in_words(error: OSError) -> str:
    """Return what an error of the operating system means for the person who ran a command."""
    name, reason = str(error.filename or ""), error.strerror or str(error)
    if isinstance(error, FileNotFoundError) and name == ENGINE:
        return NO_ENGINE
    if isinstance(error, FileNotFoundError) and name in _PROGRAMS:
        return f"{name} is not on PATH: install it, or run this in `make shell`"
    reason = f"{reason[:1].lower()}{reason[1:]}"
    return f"{name}: {reason}" if name else reason

"""How a command ends when it cannot do what it was asked."""


class Failure(Exception):  # noqa: N818 - reads as what it says
    """A command cannot go on. The message, one line, says what was found and what to do; the exit code is 1."""

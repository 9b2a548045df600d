"""The exception that ends a command with a message."""


class Failure(Exception):  # noqa: N818 - a command's failure, not an error in the program
    """A command can't continue. The message, one line, says what was found and what to do; the exit code is 1."""

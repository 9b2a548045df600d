"""The exit codes of `owl`. They mean the same for every command; what they mean for one ends its help."""

from enum import IntEnum

HEADING = "Exit codes:"
"""The first line of what `exit_codes` returns."""


class ExitCode(IntEnum):
    """How a command ends."""

    DONE = 0
    """It did what it was asked, and nothing blocks."""

    FAILED = 1
    """It could not do what it was asked, or what it looked at is not right."""

    WRONG_COMMAND_LINE = 2
    """An unknown option, a missing argument, a value that is not allowed. Nothing was done."""

    DRIFT = 3
    """`owl drift` looked at everything, and something drifted."""


MEANINGS = {
    ExitCode.DONE: "The command did what it was asked, and found nothing that blocks.",
    ExitCode.FAILED: "It could not do what it was asked, or what it looked at is not right.",
    ExitCode.WRONG_COMMAND_LINE: "The command line is wrong. Nothing was done.",
    ExitCode.DRIFT: "Something drifted. Only `owl drift` ends so.",
}
"""What each means, whatever the command."""


def exit_codes(done: str, failed: str, drift: str = "") -> str:
    """Return the exit codes of one command, as its `epilog`: help shows it, and `docs/commands.md` lists it.

    Args:
        done: What 0 means.
        failed: What 1 means.
        drift: What 3 means, of the command that has it.
    """
    said = {
        ExitCode.DONE: done,
        ExitCode.FAILED: failed,
        ExitCode.WRONG_COMMAND_LINE: "the command line is wrong",
        ExitCode.DRIFT: drift,
    }
    lines = [f"  {int(code)}  {meaning}" for code, meaning in said.items() if meaning]
    return "\n".join(["\b", HEADING, *lines])  # \b keeps the lines as they are

"""The exit codes of `owl`. They are the same for every command; each command's help ends with their details."""

from enum import IntEnum

HEADING = "Exit codes:"
"""The first line of what `exit_codes` returns."""


class ExitCode(IntEnum):
    """The exit code of a command."""

    DONE = 0
    """It succeeded, with no blocking findings."""

    FAILED = 1
    """It failed, or has blocking findings."""

    WRONG_COMMAND_LINE = 2
    """An unknown option, a missing argument, a value that is not allowed. Nothing was done."""

    DRIFT = 3
    """`owl drift` or `owl cells drift` checked everything, and found drift."""

    NEEDS_PERSON = 4
    """The command checked everything, and something needs a person: until then a tenant can't send, or go live."""


MEANINGS = {
    ExitCode.DONE: "The command succeeded, with no blocking findings.",
    ExitCode.FAILED: "The command failed, or has blocking findings.",
    ExitCode.WRONG_COMMAND_LINE: "The command line is wrong. Nothing was done.",
    ExitCode.DRIFT: "`owl drift` or `owl cells drift` found drift. No other command uses this code.",
    ExitCode.NEEDS_PERSON: (
        "`owl drift`, `owl cells drift`, `owl doctor` or `owl golive` found something that needs a person. "
        "No other command uses this code."
    ),
}
"""The meaning of each, for every command."""


def exit_codes(done: str, failed: str, drift: str = "", needs_person: str = "") -> str:
    """Return the exit codes of one command, as its `epilog`: help shows it, and `docs/commands.md` lists it.

    Args:
        done: What 0 means.
        failed: What 1 means.
        drift: What 3 means, for a command that uses it.
        needs_person: What 4 means, for a command that uses it.
    """
    said = {
        ExitCode.DONE: done,
        ExitCode.FAILED: failed,
        ExitCode.WRONG_COMMAND_LINE: "the command line is wrong",
        ExitCode.DRIFT: drift,
        ExitCode.NEEDS_PERSON: needs_person,
    }
    lines = [f"  {int(code)}  {meaning}" for code, meaning in said.items() if meaning]
    return "\n".join(["\b", HEADING, *lines])  # \b keeps the lines as they are

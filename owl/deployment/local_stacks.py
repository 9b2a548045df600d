"""Creates the stacks that the local backend lacks, so that plain `pulumi` finds them.

The engine writes the salt of a stack's encryption into the stack's settings, though it is in the stack's state as well.
Git leaves it out (`owl/setup/clone.py`).
"""

import subprocess
from pathlib import Path

from owl.failure import Failure

STACK_NOT_FOUND = 6
"""Pulumi's exit code for a stack that the backend doesn't have."""

LOCAL_STACKS = Path(".local/state/.pulumi/stacks")
"""Where the local backend keeps the stacks, below the project's name."""


def stack_names() -> list[str]:
    """Return the names of the stacks that have settings in the current directory."""
    return sorted(path.name.split(".")[1] for path in Path().glob("Pulumi.*.yaml"))


def forget_salt(settings: Path) -> None:
    """Take the salt out of the settings: the state has it."""
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("encryptionsalt:")]
    if kept != lines:
        settings.write_text("".join(kept), "utf-8")


def create_if_missing(stack: str) -> None:
    """Create the stack if the backend doesn't have it.

    Raises:
        Failure: The backend could not be asked, or refused to create the stack.
    """
    known = subprocess.run(
        ["pulumi", "stack", "--stack", stack, "--show-name"], capture_output=True, text=True, check=False
    )
    if known.returncode == STACK_NOT_FOUND:
        known = subprocess.run(["pulumi", "stack", "init", stack, "--no-select"], text=True, check=False)
    if known.returncode:
        reason = (known.stderr or "").strip() or f"pulumi ended with exit code {known.returncode}"
        raise Failure(f"stack {stack!r} could not be created: {reason}")


def show_as_unchanged(settings: Path) -> None:
    """Let git look again at settings of which it leaves the salt out: to it, a new size alone is a change."""
    comparison = subprocess.run(["git", "diff", "--quiet", "--", settings], stderr=subprocess.DEVNULL, check=False)
    if comparison.returncode == 0:
        subprocess.run(["git", "add", "--update", "--", settings], check=True)


def create_local_stacks() -> None:
    """Create them. What is there already is left as it is, and costs no call of the engine.

    Raises:
        Failure: See `create_if_missing`.
    """
    for stack in stack_names():
        if not any(LOCAL_STACKS.glob(f"*/{stack}.json")):
            settings = Path(f"Pulumi.{stack}.yaml")
            forget_salt(settings)
            create_if_missing(stack)
            show_as_unchanged(settings)

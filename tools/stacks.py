"""Creates the stacks that the local backend lacks, so that plain `pulumi` finds them: `python -m tools.stacks`.

The engine writes the salt of a stack's encryption into the stack's settings, though it is in the stack's state as well.
Git leaves it out (tools/gitconfig).
"""

import subprocess
import sys
from pathlib import Path

from policies.core.stack_files import stack_files

STACK_NOT_FOUND = 6
"""Pulumi's exit code for a stack that the backend doesn't have."""

LOCAL_STACKS = Path(".local/state/.pulumi/stacks/owl")
"""Where the local backend keeps the project's stacks."""


def forget_salt(settings: Path) -> None:
    """Takes the salt out of the settings: the state has it."""
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("encryptionsalt:")]
    if kept != lines:
        settings.write_text("".join(kept), "utf-8")


def create_if_missing(stack: str) -> None:
    """Creates the stack if the backend doesn't have it; any other failure has been printed by Pulumi and ends the run.

    Raises:
        SystemExit: the backend could not be asked, or refused to create the stack.
    """
    known = subprocess.run(
        ["pulumi", "stack", "--stack", stack, "--show-name"], capture_output=True, text=True, check=False
    )
    if known.returncode == STACK_NOT_FOUND:
        known = subprocess.run(["pulumi", "stack", "init", stack, "--no-select"], text=True, check=False)
    if known.returncode:
        sys.exit(known.stderr or known.returncode)


def show_as_unchanged(settings: Path) -> None:
    """Lets git look again at settings of which it leaves the salt out: to it, a new size alone is a change."""
    comparison = subprocess.run(["git", "diff", "--quiet", "--", settings], stderr=subprocess.DEVNULL, check=False)
    if comparison.returncode == 0:
        subprocess.run(["git", "add", "--", settings], check=True)


def main() -> None:
    """Creates them; what is there already is left as it is, and costs no call of the engine."""
    for stack, settings in stack_files(Path()).items():
        if not (LOCAL_STACKS / f"{stack}.json").exists():
            forget_salt(settings)
            create_if_missing(stack)
            show_as_unchanged(settings)


if __name__ == "__main__":
    main()

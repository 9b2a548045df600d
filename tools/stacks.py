"""Create the stacks that are missing in the local backend, so that `pulumi` finds them: `python -m tools.stacks`.

The engine writes the salt of a stack's encryption into the stack's settings, although the state has it too. Git ignores
that line (tools/gitconfig).
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
    """Remove the salt from the settings; the state has it."""
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("encryptionsalt:")]
    if kept != lines:
        settings.write_text("".join(kept), "utf-8")


def create_if_missing(stack: str) -> None:
    """Create the stack if the backend doesn't have it.

    Raises:
        SystemExit: The backend could not be read, or refused to create the stack. Pulumi has printed why.
    """
    known = subprocess.run(
        ["pulumi", "stack", "--stack", stack, "--show-name"], capture_output=True, text=True, check=False
    )
    if known.returncode == STACK_NOT_FOUND:
        known = subprocess.run(["pulumi", "stack", "init", stack, "--no-select"], text=True, check=False)
    if known.returncode:
        sys.exit(known.stderr or known.returncode)


def show_as_unchanged(settings: Path) -> None:
    """Make git compare the settings again without the salt: it reports a file of another size as changed."""
    comparison = subprocess.run(["git", "diff", "--quiet", "--", settings], stderr=subprocess.DEVNULL, check=False)
    if comparison.returncode == 0:
        subprocess.run(["git", "add", "--", settings], check=True)


def main() -> None:
    """Create the missing stacks. Existing ones cost no call of the engine."""
    for stack, settings in stack_files(Path()).items():
        if not (LOCAL_STACKS / f"{stack}.json").exists():
            forget_salt(settings)
            create_if_missing(stack)
            show_as_unchanged(settings)


if __name__ == "__main__":
    main()

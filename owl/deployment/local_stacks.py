"""Create the stacks that are missing in the local backend, so that `pulumi` finds them.

The engine writes the salt of a stack's encryption into the stack's settings, although the state has it too. Git ignores
that line (`owl/setup/clone.py`).
"""

import subprocess
from contextlib import suppress
from pathlib import Path

from owl.deployment.local_backend import backend_directory, states_of
from owl.failure import Failure
from policies.core.stack_files import stack_files
from tenants.model.yaml_files.yaml_document import read_document

STACK_NOT_FOUND = 6
"""Pulumi's exit code for a stack that the backend doesn't have."""

_BACKEND = Path(".local/state")
"""The directory of the local backend, which no other project uses."""


def forget_salt(settings: Path) -> None:
    """Remove the salt from the settings; the state has it."""
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("encryptionsalt:")]
    if kept != lines:
        settings.write_text("".join(kept), "utf-8")


def secrets_provider(settings: Path) -> str:
    """Return what encrypts a stack's secrets, as its settings say; empty if they don't.

    Without the option, `pulumi stack init` takes a passphrase, and removes another provider from the settings.
    """
    return str(read_document(settings).value("secretsprovider") or "")


def create_if_missing(stack: str) -> None:
    """Create the stack if the backend doesn't have it.

    Raises:
        Failure: The backend could not be read, or refused to create the stack.
    """
    if backend_directory() == _BACKEND.resolve() and _is_local(stack):
        return
    known = subprocess.run(
        ["pulumi", "stack", "--stack", stack, "--show-name"], capture_output=True, text=True, check=False
    )
    if known.returncode == STACK_NOT_FOUND:
        provider = secrets_provider(stack_files(Path())[stack])
        options = ["--secrets-provider", provider] if provider else []
        known = subprocess.run(["pulumi", "stack", "init", stack, "--no-select", *options], text=True, check=False)
    if known.returncode:
        reason = (known.stderr or "").strip() or f"pulumi ended with exit code {known.returncode}"
        raise Failure(f"stack {stack!r} could not be created: {reason}")


def show_as_unchanged(settings: Path) -> None:
    """Make git compare the settings again without the salt: it reports a file of another size as changed.

    Where git is missing or busy, for example with another cell's settings, nothing happens: the next run does it.
    """
    with suppress(OSError):
        comparison = subprocess.run(["git", "diff", "--quiet", "--", settings], stderr=subprocess.DEVNULL, check=False)
        if comparison.returncode == 0:
            subprocess.run(["git", "add", "--update", "--", settings], stderr=subprocess.DEVNULL, check=False)


def create_local_stacks() -> None:
    """Create the missing stacks. Existing ones cost no call of the engine.

    Raises:
        Failure: See `create_if_missing`.
    """
    for stack, settings in stack_files(Path()).items():
        if not _is_local(stack):
            forget_salt(settings)
            create_if_missing(stack)
            show_as_unchanged(settings)


def _is_local(stack: str) -> bool:
    return any(states_of(stack, _BACKEND))

"""Restore a state file that nobody can read, in a backend that is a directory.

A full disk or a killed engine can leave a state that is cut off, or an empty `.attrs` file beside it. The engine then
refuses every command, even `pulumi cancel` and `pulumi stack export`. It keeps the state before (`.bak`) and a copy of
each update (`.pulumi/backups`); the last readable one of them takes its place. What the run after it has created is
found again by its natural key, as after any killed run. Any of them may be the last one: where there was no room for
`.bak` either, it is an update older than the latest backup.

A lock for which there was no room leaves an empty file as well, which every later run takes for a lock that it can't
read ("unexpected end of JSON input").
"""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from owl.deployment.local_backend import backend_directory, locks_of, states_of
from owl.failure import Failure, in_words

BEING_WRITTEN_SECONDS = 2.0
"""After so long a running engine has written its lock, of some hundred bytes, and given it its name."""

_LOOK_EVERY = 0.02
"""Seconds between two looks at a lock that may be being written."""


def is_damaged(stack: str) -> bool:
    """Return whether the stack's state can't be read, if the backend is a directory."""
    directory = backend_directory()
    return directory is not None and not all(map(_is_readable, states_of(stack, directory)))


def restore_damaged_state(stack: str) -> str:
    """Restore the last readable state of a stack if its state can't be read.

    Returns:
        What was done, in a sentence; empty if nothing was wrong.

    Raises:
        Failure: No readable state is left, or there is no room for it. Then everything stays as it was.
    """
    directory = backend_directory()
    if directory is None:
        return ""
    _remove_unwritten_locks(stack, directory)
    for state in states_of(stack, directory):
        for attributes in state.parent.glob(f"{stack}.json*.attrs"):
            if not attributes.stat().st_size:
                attributes.unlink()
        if not _is_readable(state):
            return _restored(state, directory)
    return ""


def _remove_unwritten_locks(stack: str, directory: Path) -> None:
    """Remove the locks that nobody goes on writing. They are watched, as other machines' clocks may differ."""
    end = time.monotonic() + BEING_WRITTEN_SECONDS
    unwritten = list(locks_of(stack, directory, "tmp"))
    while unwritten and time.monotonic() < end:
        time.sleep(_LOOK_EVERY)  # another process renames its lock meanwhile, and tells nobody
        unwritten = [each for each in unwritten if each.exists()]
    for each in unwritten:
        each.unlink(missing_ok=True)


def _restored(state: Path, directory: Path) -> str:
    kept, scratch = state.with_suffix(".json.damaged"), state.with_suffix(".json.restored")
    for copy in _copies(state, directory):
        if not _is_readable(copy):
            continue
        try:
            scratch.write_bytes(copy.read_bytes())
            state.rename(kept)
            scratch.rename(state)
        except OSError as error:
            with suppress(OSError):
                scratch.unlink()
            raise Failure(
                f"the state {state} can't be read, and can't be replaced by {copy}: {in_words(error)}. Make room "
                "for it, then run again"
            ) from None
        return (
            f"the state {state} was damaged and is now the one of the update before ({copy}); the damaged one is "
            f"{kept}. What was created since is found and kept"
        )
    raise Failure(
        f"the state {state} can't be read, and neither can any copy of it. Restore it from your own backup of "
        f"{directory}, or remove the file: then the run finds what exists at Twilio, and its preview shows what it "
        "would have to create again"
    )


def _copies(state: Path, directory: Path) -> Iterator[Path]:
    """Yield the copies of a state, latest first."""
    backups = directory / ".pulumi" / "backups" / state.parent.name / state.stem
    copies = [*state.parent.glob(f"{state.name}.bak"), *backups.glob("*.json")]
    yield from sorted(copies, key=lambda each: each.stat().st_mtime, reverse=True)


def _is_readable(state: Path) -> bool:
    try:
        return isinstance(json.loads(state.read_bytes()), dict)
    except (OSError, ValueError, RecursionError):
        return False

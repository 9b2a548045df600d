"""The note of a run that creates API keys. It is on this machine as long as the run, and remains if the run is killed.

Nobody else has the secrets of the keys that such a run created, so the next run may revoke them unasked. The same holds
if the run came to its end but its state could not be saved, on a full disk. So the note is put aside at the end, and
removed once the state is there.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress

from project import local_directory


class UnfinishedRun:
    """The note of a run that creates keys. See the module.

    Args:
        stack: The stack.
    """

    def __init__(self, stack: str) -> None:
        self._file = local_directory() / "unfinished" / f"{stack}.json"
        self._ended = self._file.with_suffix(".ended")
        self._backend = os.environ.get("PULUMI_BACKEND_URL", "")

    @property
    def tenants(self) -> frozenset[str]:
        """The tenants for which a killed run may have created keys; none if no run was killed."""
        try:
            note = json.loads(self._file.read_text("utf-8"))
            return frozenset(note["tenants"]) if note["backend"] == self._backend else frozenset()
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return frozenset()

    def begin(self, tenants: Mapping[str, str]) -> None:
        """Note that this run creates keys for these tenants."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"backend": self._backend, "tenants": sorted(tenants)}), "utf-8")
        except OSError:
            return  # a killed run will then need an approval

    def end(self) -> None:
        """Put the note aside: everything is done, and the engine goes on to save its state."""
        with suppress(OSError):
            self._file.replace(self._ended)

    def forget(self) -> None:
        """Remove the note that was put aside: the state is saved."""
        with suppress(OSError):
            self._ended.unlink(missing_ok=True)

    def reopen(self) -> None:
        """Take the note up again: the state was not saved, so it does not have the keys."""
        with suppress(OSError):
            self._ended.replace(self._file)

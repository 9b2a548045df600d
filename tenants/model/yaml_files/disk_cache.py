"""A directory of JSON values that were expensive to find out, each by a name that says all that it was made from."""

import contextlib
import json
import os
import shutil
import threading
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

KEPT = 30 * 24 * 3600
"""Seconds after which an unused entry is removed."""

PLACE = Path(".local", "cache")
"""Where a project has its caches."""


class DiskCache:
    """Values of one kind and of one version of the code that makes them.

    Concurrent runs need no lock: all write the same entry, and move it into place atomically. A damaged entry counts as
    missing. Only its owner can read an entry.

    Args:
        tenants: The directory of the tenants' files. Nothing is kept unless Pulumi.yaml is next to it.
        kind: The name of the directory for this kind of values.
        version: What changes whenever the code may make another value from the same name.
    """

    def __init__(self, tenants: Path, kind: str, version: str) -> None:
        project = tenants.resolve().parent
        self._root = project / PLACE / kind if (project / "Pulumi.yaml").is_file() else None
        self._entries = self._root and self._root / version
        self._used: set[str] = set()
        self._has_news = False

    @property
    def is_usable(self) -> bool:
        """Whether anything can be kept: there is a project, and nothing has failed so far."""
        return self._entries is not None

    def read(self, name: str) -> Any:
        """Return an entry; None if it is missing or damaged."""
        if self._entries is None:
            return None
        self._used.add(name)
        try:
            digest, _, payload = (self._entries / name).read_bytes().partition(b"\n")
        except OSError:
            return None
        return json.loads(payload) if sha256(payload).hexdigest().encode() == digest else None

    def keep(self, name: str, value: Any) -> None:
        """Write an entry to a temporary file, then move it into place. If that fails, keep nothing from now on."""
        if self._entries is None:
            return
        payload = json.dumps(value, separators=(",", ":")).encode()
        entry = f"{self._entries}/{name}"
        temporary = f"{entry}.{os.getpid()}.{threading.get_ident()}"
        try:
            if not self._has_news:
                self._entries.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                os.write(descriptor, sha256(payload).hexdigest().encode() + b"\n" + payload)
            finally:
                os.close(descriptor)
            os.rename(temporary, entry)  # noqa: PTH104 - a Path for each of thousands takes longer than the renaming
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - as above
            self._entries = None
        self._has_news = True

    def prune(self) -> None:
        """Remove entries unused for a long time, if this run added some."""
        if self._root is None or self._entries is None or not self._has_news:
            return
        long_ago = time.time() - KEPT
        try:
            for entries in self._root.iterdir():
                if entries != self._entries and entries.stat().st_mtime < long_ago:
                    shutil.rmtree(entries, ignore_errors=True)
            for entry in self._entries.iterdir():
                if entry.name not in self._used and entry.stat().st_mtime < long_ago:
                    entry.unlink(missing_ok=True)
        except OSError:  # another process prunes too, or we lack permission
            return


def share_caches(project: Path, other: Path) -> None:
    """Let another directory with tenants' files use what was found out about a project's: most are the same."""
    try:
        (project / PLACE).mkdir(parents=True, exist_ok=True)
        (other / PLACE.parent).mkdir(parents=True, exist_ok=True)
        (other / PLACE).symlink_to((project / PLACE).absolute(), target_is_directory=True)
    except OSError:  # without a place to keep it in, everything is simply found out again
        return

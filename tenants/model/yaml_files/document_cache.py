"""A disk cache of parsed documents: parsing YAML takes most of the time needed to read the tenants."""

import json
import os
import shutil
import tempfile
import time
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tenants.model.yaml_files import compose, yaml_document
from tenants.model.yaml_files.yaml_document import Document, decode, read_document

KEPT = 30 * 24 * 3600
"""Seconds after which an unused entry is removed."""

_PLACE = Path(".local", "cache", "documents")


class DocumentCache:
    """A project's parsed documents, by the content of their files and the version of the parsing code.

    Concurrent runs need no lock: all write the same entry, and move it into place atomically. A damaged entry is
    replaced. Documents with findings are never cached.

    Args:
        tenants: The directory of the tenants' files. Nothing is cached unless Pulumi.yaml is next to it.
    """

    def __init__(self, tenants: Path) -> None:
        project = tenants.resolve().parent
        self._root = project / _PLACE if (project / "Pulumi.yaml").is_file() else None
        self._entries = self._root and self._root / _code_version()
        self._used: set[str] = set()
        self._has_news = False

    def read(self, file: Path) -> Document:
        """Read a file as `read_document` does, from the cache if possible."""
        entries = self._entries
        if entries is None:
            return read_document(file)
        try:
            octets = file.read_bytes()
        except OSError:
            return read_document(file)
        name = sha256(octets).hexdigest()
        self._used.add(name)
        known = _entry(entries / name)
        if known is not None:
            content, places = known
            document = Document(file, decode(octets), content)
            for location, key_offset, value_offset in places:
                if key_offset is not None:
                    document.key_offsets[tuple(location)] = key_offset
                if value_offset is not None:
                    document.value_offsets[tuple(location)] = value_offset
            return document
        document = read_document(file, octets)
        if not document.findings:
            self._keep(document, entries / name)
        return document

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

    def _keep(self, document: Document, entry: Path) -> None:
        """Write an entry to a temporary file, then move it into place. If that fails, stop caching."""
        locations = dict.fromkeys([*document.key_offsets, *document.value_offsets])
        places = [[each, document.key_offsets.get(each), document.value_offsets.get(each)] for each in locations]
        payload = json.dumps([document.content, places], separators=(",", ":")).encode()
        try:
            entry.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=entry.parent)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(sha256(payload).hexdigest().encode() + b"\n" + payload)
                Path(temporary).replace(entry)
            except OSError:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError:
            self._entries = None
        self._has_news = True


def share_parsed(project: Path, other: Path) -> None:
    """Let another directory with tenants' files use what was parsed of a project's: most are the same."""
    kept = _PLACE.parent
    try:
        (project / kept).mkdir(parents=True, exist_ok=True)
        (other / kept.parent).mkdir(parents=True, exist_ok=True)
        (other / kept).symlink_to((project / kept).absolute(), target_is_directory=True)
    except OSError:  # without a place to keep it in, files are simply parsed
        return


def _entry(path: Path) -> Any:
    """Return an entry's content and positions, or None if it is missing or damaged."""
    try:
        digest, _, payload = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return json.loads(payload) if sha256(payload).hexdigest().encode() == digest else None


def _code_version() -> str:
    """Return a version of the parsing code. It changes whenever the code may parse a text differently."""
    sources = (Path(__file__), Path(yaml_document.__file__), Path(compose.__file__))
    code = b"".join(source.read_bytes() for source in sources) + version("ruamel.yaml").encode()
    return sha256(code).hexdigest()[:16]

"""A disk cache of parsed documents: parsing YAML takes most of the time needed to read the tenants."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from tenants.model.yaml_files import compose, yaml_document
from tenants.model.yaml_files.disk_cache import DiskCache
from tenants.model.yaml_files.finding import Location
from tenants.model.yaml_files.lazy_mapping import LazyMapping
from tenants.model.yaml_files.yaml_document import Document, decode, read_document


class DocumentCache:
    """A project's parsed documents, by the content of their files and the version of the parsing code.

    Documents with findings are never cached.

    Args:
        tenants: The directory of the tenants' files.
    """

    def __init__(self, tenants: Path) -> None:
        self._cache = DiskCache(tenants, "documents", _code_version())

    def read(self, files: Iterable[Path]) -> list[Document]:
        """Read files as `read_document` does, from the cache if possible."""
        octets = {file: _octets(file) for file in files}
        names = {file: sha256(each).hexdigest() for file, each in octets.items() if each is not None}
        self._cache.expect([*names.values()])
        return [
            read_document(file) if each is None else self._document(file, each, names[file])
            for file, each in octets.items()
        ]

    def _document(self, file: Path, octets: bytes, name: str) -> Document:
        known = self._cache.read(name)
        if known is not None:
            content, keys, values = known
            return Document(
                file, decode(octets), content, key_offsets=_offsets(keys), value_offsets=_offsets(values), digest=name
            )
        document = read_document(file, octets)
        document.digest = name
        if not document.findings:
            offsets = (json.dumps([*each.items()]) for each in (document.key_offsets, document.value_offsets))
            self._cache.keep(name, [document.content, *offsets])
        return document

    def prune(self) -> None:
        """Remove entries unused for a long time, if this run added some."""
        self._cache.prune()


def _octets(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _offsets(text: str) -> Mapping[Location, int]:
    return LazyMapping(lambda: {tuple(location): offset for location, offset in json.loads(text)})


@cache
def _code_version() -> str:
    """Return a version of the parsing code. It changes whenever the code may parse a text differently."""
    sources = (Path(__file__), Path(yaml_document.__file__), Path(compose.__file__))
    code = b"".join(source.read_bytes() for source in sources) + (version("ruamel.yaml") + version("PyYAML")).encode()
    return sha256(code).hexdigest()[:16]

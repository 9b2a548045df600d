"""A disk cache of parsed documents: parsing YAML takes most of the time needed to read the tenants."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from tenants.model.yaml_files import compose, yaml_document
from tenants.model.yaml_files.disk_cache import DiskCache
from tenants.model.yaml_files.yaml_document import Document, decode, read_document


class DocumentCache:
    """A project's parsed documents, by the content of their files and the version of the parsing code.

    Documents with findings are never cached.

    Args:
        tenants: The directory of the tenants' files.
    """

    def __init__(self, tenants: Path) -> None:
        self._cache = DiskCache(tenants, "documents", _code_version())

    def read(self, file: Path) -> Document:
        """Read a file as `read_document` does, from the cache if possible."""
        try:
            octets = file.read_bytes()
        except OSError:
            return read_document(file)
        name = sha256(octets).hexdigest()
        known = self._cache.read(name)
        if known is not None:
            content, places = known
            document = Document(file, decode(octets), content, digest=name)
            for location, key_offset, value_offset in places:
                if key_offset is not None:
                    document.key_offsets[tuple(location)] = key_offset
                if value_offset is not None:
                    document.value_offsets[tuple(location)] = value_offset
            return document
        document = read_document(file, octets)
        document.digest = name
        if not document.findings:
            locations = dict.fromkeys([*document.key_offsets, *document.value_offsets])
            places = [[each, document.key_offsets.get(each), document.value_offsets.get(each)] for each in locations]
            self._cache.keep(name, [document.content, places])
        return document

    def prune(self) -> None:
        """Remove entries unused for a long time, if this run added some."""
        self._cache.prune()


@cache
def _code_version() -> str:
    """Return a version of the parsing code. It changes whenever the code may parse a text differently."""
    sources = (Path(__file__), Path(yaml_document.__file__), Path(compose.__file__))
    code = b"".join(source.read_bytes() for source in sources) + (version("ruamel.yaml") + version("PyYAML")).encode()
    return sha256(code).hexdigest()[:16]

"""Derive names from the name of an ISV."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from owl.failure import Failure

_LEGAL_FORMS = {"inc", "llc", "ltd", "limited", "corp", "corporation", "co", "company", "gmbh", "ag", "sa", "plc", "lp"}
_LONGEST = 64
_ALLOWED = re.compile(r"""[^\x00-\x1f"'\\{}<>`|#]+""")


@dataclass(frozen=True)
class IsvName:
    """The name of an ISV.

    Attributes:
        name: As the ISV writes it, such as `Acme Inc.`.
        id: What its project is called, such as `acme`.
    """

    name: str
    id: str

    @property
    def host(self) -> str:
        """A host reserved for examples, to be replaced (https://www.rfc-editor.org/rfc/rfc2606)."""
        return f"{self.id}.example"


def isv_name(name: str, otherwise: str) -> IsvName:
    """Return a name and the names derived from it.

    Args:
        name: The name.
        otherwise: What the project is called where the name has no letters from a to z, if it has some itself.

    Raises:
        Failure: The name can't be written into the files.
    """
    stripped = " ".join(name.split())
    if not _ALLOWED.fullmatch(stripped) or not stripped.isprintable() or len(stripped) > _LONGEST:
        raise Failure(
            f"--name {name!r}: write 1 to {_LONGEST} letters, digits, spaces and .,&()-; no quotes, brackets or marks"
        )
    return IsvName(stripped, _id(stripped) or _id(otherwise) or "isv")


def _id(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", normalize("NFKD", text).encode("ascii", "ignore").decode().lower())
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return "-".join(words)[:40].strip("-")

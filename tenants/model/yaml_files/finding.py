"""Findings: what is wrong in the tenants' files, where, and how to fix it."""

import os
import re
import reprlib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from project import InvalidProject
from redaction.redact import redact

Location = tuple[str | int, ...]
"""The path to a value in a file: keys of mappings and indexes (from 0) of lists."""

_PLAIN_KEY = re.compile("[A-Za-z][A-Za-z0-9_-]{0,62}")
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in one file. Lines and columns start at 1; columns count characters."""

    file: Path
    line: int
    column: int
    path: str
    """The path to the value, such as `messaging.inbound_request_url`; empty for the whole file."""

    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.found}\n  {self.remedy}"

    @property
    def sentence(self) -> str:
        """The same on one line, for messages that may have only one."""
        return f"{self.found}. To do: {self.remedy}"

    @property
    def found(self) -> str:
        """What was found and where, on one line."""
        subject = f"{self.path}: " if self.path else ""
        return f"{shown_file(self.file)}:{self.line}:{self.column}: {subject}{self.message}"


class InvalidTenants(InvalidProject):
    """The tenants' files can't be used. The message lists all findings, ready to print."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(map(str, self.findings)))


def shown(value: object) -> str:
    """Return a value as messages show it: quoted, on one line, shortened and redacted."""
    return "nothing" if value is None else _SHORT.repr(redact(value))


def shown_file(file: Path) -> str:
    """Return a file's path, relative to the current directory if it is below it."""
    return _shown_below(file, os.getcwd())  # noqa: PTH109 - a path object takes longer than the whole answer


@lru_cache(maxsize=4096)
def _shown_below(file: Path, here: str) -> str:
    text = str(file.relative_to(here) if file.is_relative_to(here) else file)
    return text if text.isprintable() else repr(text)


def shown_location(location: Location) -> str:
    """Return a location as a path, such as `templates[2]` or `messaging.inbound_request_url`."""
    plain = _plain_path(location)
    return plain if plain is not None else "".join([_shown_part(part) for part in location]).removeprefix(".")


@lru_cache(maxsize=8192)
def _plain_path(location: Location) -> str | None:
    """Return the path of a location whose keys are shown as they are; most locations are the same in every file."""
    if all(isinstance(part, int) or _PLAIN_KEY.fullmatch(part) for part in location):
        return "".join(map(_shown_part, location)).removeprefix(".")
    return None


def _shown_part(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if _PLAIN_KEY.fullmatch(part) else f"[{shown(part)}]"


def allowed_instead(word: str, allowed: Iterable[str]) -> str:
    """Return the remedy for an unknown name: the closest allowed one, then all of them."""
    names = sorted(map(str, allowed))
    closest = get_close_matches(word, names, n=1)
    question = f"did you mean {closest[0]!r}? " if closest else ""
    return f"{question}allowed: {', '.join(map(repr, names))}"

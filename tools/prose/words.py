"""The phrases that are written differently here, and where they occur."""

import re
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from tools.prose.texts import GAP, prose

REPOSITORY = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("house_words.yaml")

SPACE = r"""(?:[\s#"']|f(?="))+"""
"""What a space in a pattern matches: also a line break in a comment, and the quotes between two adjacent literals."""


class Word(BaseModel):
    """A phrase to avoid. `house_words.yaml` describes the fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    find: str
    say: str
    bad: str
    good: str
    why: str = ""


class HouseWords(BaseModel):
    """The data in `house_words.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    checked: list[Path]
    unchecked: list[Path]
    words: list[Word]


class Finding(NamedTuple):
    """A phrase in a file. Line and column start at 1."""

    file: Path
    line: int
    column: int
    phrase: str
    word: Word

    def __str__(self) -> str:
        """Return the finding as one line, in the form that compilers use."""
        reason = f" ({self.word.why})" if self.word.why else ""
        return f"{self.file}:{self.line}:{self.column}: {self.phrase!r}: write {self.word.say!r}{reason}"


def house_words() -> HouseWords:
    """Return the data in `house_words.yaml`."""
    return HouseWords.model_validate(YAML(typ="safe", pure=True).load(FILE))


def find(file: Path, words: list[Word]) -> list[Finding]:
    """Return the phrases in a file, from top to bottom."""
    text = prose(file, file.read_text("utf-8"))
    without_code = re.sub(rf"{GAP}(?:\s*{GAP})+", GAP, text)  # most of a program is code: what is short is read quickly
    shown = file.relative_to(REPOSITORY) if file.is_relative_to(REPOSITORY) else file
    findings = []
    for word in words:
        pattern = re.compile(word.find.replace(" ", SPACE), re.IGNORECASE)
        for match in pattern.finditer(text) if pattern.search(without_code) else ():
            line, before = text.count("\n", 0, match.start()) + 1, text.rfind("\n", 0, match.start())
            findings.append(Finding(shown, line, match.start() - before, " ".join(match[0].split()), word))
    return sorted(findings, key=lambda finding: finding[1:3])

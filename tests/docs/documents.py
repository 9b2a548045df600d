"""Read the documentation: its files, headings, links, and the commands that a reader would type."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SHELLS = {"", "bash", "console", "sh", "shell"}
"""Languages of code blocks whose lines are commands."""

_BLOCK = re.compile(r"^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_ASSIGNMENT = re.compile(r"[A-Za-z_]+=.*")


def documents() -> list[Path]:
    """Return the pages that readers see on GitHub."""
    return [*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").rglob("*.md"))]


def blocks(text: str, languages: set[str]) -> list[str]:
    """Return the code blocks in these languages."""
    return [each["code"] for each in _BLOCK.finditer(text) if each["language"] in languages]


def broken_links(document: Path) -> list[str]:
    """Return the links to files and headings of this repository that don't exist."""
    prose = _SPAN.sub("", _BLOCK.sub("", document.read_text("utf-8")))
    targets = [each["target"] for each in _LINK.finditer(prose)]
    return [each for each in targets if "://" not in each and not _leads_somewhere(document, each)]


def commands(text: str, programs: set[str]) -> Iterator[list[str]]:
    """Return the commands in code blocks and code spans that call one of these programs, split into words."""
    lines = [line for block in blocks(text, SHELLS) for line in block.replace("\\\n", " ").splitlines()]
    for line in lines + _SPAN.findall(_BLOCK.sub("", text)):
        for command in re.split(r"&&|\|\||[;|]", line.removeprefix("$ ")):
            words = _words(command)
            while words and _ASSIGNMENT.fullmatch(words[0]):
                words = words[1:]
            if words and words[0] in programs:
                yield words


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command, comments=True)
    except ValueError:  # a line of prose or output with an apostrophe
        return []


def _leads_somewhere(document: Path, target: str) -> bool:
    path, _, heading = target.partition("#")
    file = (document.parent / path).resolve() if path else document
    if not file.exists():
        return False
    return not heading or heading in {_anchor(each) for each in _HEADING.findall(file.read_text("utf-8"))}


def _anchor(heading: str) -> str:
    """Return the anchor that GitHub generates for a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")

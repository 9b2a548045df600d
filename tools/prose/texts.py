"""Read the prose in a file: a copy of its text in which code is replaced, so that positions stay the same."""

import io
import re
import tokenize
from collections.abc import Iterable
from pathlib import Path

GAP = "\0"
"""Replaces each character of code except whitespace, so that no phrase is found across it."""

SUFFIXES = {".jinja", ".md", ".py", ".sh", ".toml", ".yaml", ".yml", ""}
"""Files that are checked. Those without a suffix are shell scripts and the Makefile."""

_SKIPPED = re.compile(r"(^|/)(\.(?!github/|$)|node_modules/|__pycache__/|LICENSE$|NOTICE$)")
_CODE_IN_MARKDOWN = re.compile(r"^( *)```.*?^\1```|`[^`]+`|\]\([^)]*\)|<!--.*?-->", re.MULTILINE | re.DOTALL)
_JINJA_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


def files(paths: Iterable[Path], unchecked: Iterable[Path]) -> list[Path]:
    """Return the files below these paths that are checked, without hidden files and without `unchecked`."""
    found = {
        file.resolve()
        for path in paths
        for file in (path.rglob("*") if path.is_dir() else [path])
        if file.suffix in SUFFIXES and not file.is_dir() and not _SKIPPED.search(file.relative_to(path).as_posix())
    }
    return sorted(file for file in found if not any(file.is_relative_to(other) for other in unchecked))


def prose(file: Path, text: str) -> str:
    """Return the text with `GAP` in the place of code."""
    match file.suffix:
        case ".py":
            return _comments_and_strings(text)
        case ".md":
            return _CODE_IN_MARKDOWN.sub(lambda code: _gap(code[0]), text)
        case ".jinja":
            return _JINJA_TAG.sub(_strings, text)
        case _:
            return text


def _gap(code: str) -> str:
    return re.sub(r"\S", GAP, code)


def _strings(tag: re.Match[str]) -> str:
    """Return a Jinja tag in which only the quoted texts are left."""
    parts = re.split(r"(\"[^\"]*\"|'[^']*')", tag[0])
    return "".join(part if number % 2 else _gap(part) for number, part in enumerate(parts))


def _comments_and_strings(source: str) -> str:
    """Return Python source in which only comments and string literals are left, with their quotes and signs."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    masked = _gap(source)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        name = tokenize.tok_name[token.type]
        if name in {"COMMENT", "STRING"} or name.startswith("FSTRING"):
            start, end = (starts[line - 1] + column for line, column in (token.start, token.end))
            masked = masked[:start] + source[start:end] + masked[end:]
    return masked

"""The formats of a command that reports: text for people, JSON for programs. Only the report goes to stdout."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer


class Format(StrEnum):
    """The formats of every command that reports."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="The output format; json for programs.")]
"""The option `--format` of a command with these two formats."""

JsonOption = Annotated[bool, typer.Option("--json", hidden=True, help="The same as `--format json`.")]
"""An older spelling of `--format json`, which the commands that had it still take."""


def as_json(document: Any) -> str:
    """Return a JSON document for programs: the keys stay in the order given, and text as it is."""
    return json.dumps(document, indent=2, ensure_ascii=False)

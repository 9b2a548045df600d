"""Check commands in the documentation against the programs themselves: `make`, `owl`, `pulumi`."""

import os
import re
import subprocess
from functools import cache
from typing import Any

import typer.main

from owl.cli import application
from tests.docs.documents import REPOSITORY


def unknown_to(words: list[str]) -> list[str]:
    """Return the words of a command that its program would not understand."""
    program, *rest = words
    return {"make": _unknown_to_make, "owl": _unknown_to_owl, "pulumi": _unknown_to_pulumi}[program](rest)


def _unknown_to_make(words: list[str]) -> list[str]:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    variables = set(re.findall(r"^([A-Z]+) *=", makefile, re.MULTILINE))
    given = [word for word in words if not word.startswith("-")]
    return [word for word in given if word.partition("=")[0] not in (variables if "=" in word else targets)]


def _unknown_to_owl(words: list[str]) -> list[str]:
    command: Any = typer.main.get_command(application())
    rest = list(words)
    while hasattr(command, "commands") and rest and not rest[0].startswith("-"):
        if rest[0] not in command.commands:
            return [rest[0]]
        command = command.commands[rest.pop(0)]
    options = {name for each in command.params for name in (*each.opts, *each.secondary_opts)} | {"-h", "--help"}
    return [word for word in _options(rest) if word not in options]


def _unknown_to_pulumi(words: list[str]) -> list[str]:
    known: list[str] = []
    for word in words:
        if word.startswith("-") or not _is_group(_help(*known)):
            break
        if _help(*known, word) == _help(*known):
            return [word]
        known.append(word)
    text = _help(*known)
    return [option for option in _options(words) if not re.search(rf"{re.escape(option)}\b", text)]


def _options(words: list[str]) -> list[str]:
    return [word.partition("=")[0] for word in words if word.startswith("-")]


def _is_group(help_text: str) -> bool:
    return " [command]" in help_text


@cache
def _help(*words: str) -> str:
    """Return the engine's help for a command, or for its group if the engine does not know the command."""
    environment = os.environ | {"PULUMI_SKIP_UPDATE_CHECK": "true"}
    done = subprocess.run(
        ["pulumi", *words, "--help"], capture_output=True, text=True, check=True, env=environment, timeout=1200
    )
    return done.stdout

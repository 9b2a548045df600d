"""The files of stacks, `Pulumi.<stack>.yaml`: which there are, and what they set."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from project import NAMESPACE
from tenants.model.yaml_files.finding import Finding, shown_location
from tenants.model.yaml_files.positions import Positions
from tenants.model.yaml_files.yaml_document import read_document

CELL_OF = "cellOf"
"""The setting that makes a stack a cell: the name of the divided stack."""


@dataclass(frozen=True)
class Stack:
    """A stack's settings, as `Pulumi.<name>.yaml` or the engine gives them.

    Attributes:
        name: The stack's name.
        settings: Its `owl:` settings by name without the prefix, such as `accountSid`.
        positions: Where in its file they stand.
    """

    name: str
    settings: Mapping[str, Any]
    positions: Positions

    @property
    def named_after(self) -> str:
        """The stack that its accounts at Twilio are named after: itself, or for a cell the divided stack."""
        return str(self.settings.get(CELL_OF) or self.name)

    @property
    def environment(self) -> str:
        """The environment of `isv.yaml` and of tenants' files whose overrides hold in it."""
        return str(self.settings.get("environment") or self.named_after)


def stack_files(directory: Path) -> dict[str, Path]:
    """Return the file of each stack that has settings, by the stack's name."""
    files = sorted(directory.glob("Pulumi.*.yaml"))
    return {file.name.removeprefix("Pulumi.").removesuffix(".yaml"): file for file in files}


def read_stack(name: str, file: Path) -> tuple[Stack, tuple[Finding, ...]]:
    """Read the settings of a stack, and what is wrong with its file."""
    document = read_document(file)
    config = document.value("config")
    values = config if isinstance(config, dict) else {}
    settings = {key.removeprefix(NAMESPACE): value for key, value in values.items() if key.startswith(NAMESPACE)}
    return Stack(name, settings, document.positions), tuple(document.findings)


def read_stacks(directory: Path) -> tuple[dict[str, Stack], tuple[Finding, ...]]:
    """Read the settings of every stack, and what is wrong with their files."""
    readings = [read_stack(name, file) for name, file in stack_files(directory).items()]
    return {stack.name: stack for stack, _ in readings}, tuple(each for _, findings in readings for each in findings)


def setting(name: str) -> str:
    """Return the path of one of a stack's settings in its file, such as `config['owl:accountSid']`."""
    return shown_location(("config", f"{NAMESPACE}{name}"))


def is_encrypted(value: Any) -> bool:
    """Whether a setting was set with `--secret`: its file holds `secure: ...`, and nobody can judge it."""
    return isinstance(value, Mapping) and "secure" in value

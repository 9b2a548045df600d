"""One side of a pull request: the project as it was, or as it would be."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from policies.core.project import Checked, check_project
from policies.core.waiver import Waivers
from tenants.model import Reading, Tenant, Tenants
from tenants.model.naming import tenant_file
from tenants.model.serialized import serialized
from tenants.model.yaml_files.positions import Positions

CATALOGUE = {
    "isv": "isv",
    "features": "features",
    "packages": "packages",
    "price_book": "price-book",
    "templates": "templates",
    "rings": "rings",
    "countries": "countries",
}
"""The parts of the catalogue, and their files' names."""


@dataclass(frozen=True)
class Side:
    """The base or the head.

    Attributes:
        directory: Where it is.
        checked: The contents of its files, and the findings.
    """

    directory: Path
    checked: Checked

    @property
    def reading(self) -> Reading:
        """The contents of its files, in every environment."""
        return self.checked.reading

    @property
    def waivers(self) -> Waivers:
        """The waivers."""
        return self.checked.waivers

    @property
    def tenants(self) -> Tenants | None:
        """The tenants whose files are valid; None if the catalogue is not valid."""
        return self.reading.tenants

    @property
    def by_id(self) -> Mapping[str, Tenant]:
        """The same, by id."""
        return self.tenants.by_id if self.tenants else {}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all tenants with a file, valid or not."""
        return frozenset(file.stem for file in (self.directory / "tenants").glob("*.yaml"))

    @property
    def catalogue(self) -> dict[str, Any]:
        """The catalogue as plain values, by part."""
        if self.tenants is None:
            return {}
        values = serialized(self.tenants)
        return {part: values[part] for part in CATALOGUE if part in values}

    def where(self, document: str, path: str, environment: str | None = None) -> str:
        """Return the file, relative to the project, and the line of a field: `tenants/acme.yaml:14`."""
        tenants = self.reading.overridden.get(environment, self.tenants) if environment else self.tenants
        positions = tenants.positions.get(document) if tenants else None
        return self.shown(positions, path) if positions else tenant_file(document)

    def shown(self, positions: Positions, path: str) -> str:
        """Return the same for any file."""
        return f"{self.relative(positions.file)}:{positions.line(path)}"

    def relative(self, file: Path) -> str:
        """Return a file's path from the project's directory, whatever the file is."""
        absolute = file.parent.resolve() / file.name
        name = absolute.relative_to(self.directory) if absolute.is_relative_to(self.directory) else absolute
        return name.as_posix()


def read_side(directory: Path, day: dt.date) -> Side:
    """Read everything that is compared. Errors in files become findings; the rest is read.

    Args:
        directory: The project's directory.
        day: The date for which it is checked.
    """
    resolved = directory.resolve()
    return Side(resolved, check_project(resolved, day))

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
}
"""The parts of the catalogue, and their files' names."""


@dataclass(frozen=True)
class Side:
    """The base or the head.

    Attributes:
        directory: Where it is.
        checked: What its files say, and what the rules find.
    """

    directory: Path
    checked: Checked

    @property
    def reading(self) -> Reading:
        """What its files say, in every environment."""
        return self.checked.reading

    @property
    def waivers(self) -> Waivers:
        """What may be broken."""
        return self.checked.waivers

    @property
    def tenants(self) -> Tenants | None:
        """The tenants whose files are right; None where the catalogue is not."""
        return self.reading.tenants

    @property
    def by_id(self) -> Mapping[str, Tenant]:
        """The same, by id."""
        return self.tenants.by_id if self.tenants else {}

    @cached_property
    def ids(self) -> frozenset[str]:
        """Whoever has a file, right or wrong."""
        return frozenset(file.stem for file in (self.directory / "tenants").glob("*.yaml"))

    @property
    def catalogue(self) -> dict[str, Any]:
        """What the catalogue says, as plain values, by its parts."""
        if self.tenants is None:
            return {}
        values = serialized(self.tenants)
        return {part: values[part] for part in CATALOGUE}

    def where(self, document: str, path: str, environment: str | None = None) -> str:
        """Give the file, as seen from the project, and the line of a field: `tenants/acme.yaml:14`."""
        tenants = self.reading.overridden.get(environment, self.tenants) if environment else self.tenants
        positions = tenants.positions.get(document) if tenants else None
        return self.shown(positions, path) if positions else tenant_file(document)

    def shown(self, positions: Positions, path: str) -> str:
        """Give the same of any file."""
        file = positions.file.resolve()
        name = file.relative_to(self.directory) if file.is_relative_to(self.directory) else file
        return f"{name.as_posix()}:{positions.line(path)}"


def read_side(directory: Path, day: dt.date) -> Side:
    """Read all that is compared. What is wrong with the files is a finding, and the rest is there.

    Args:
        directory: The project's directory.
        day: The day by which it is judged.
    """
    resolved = directory.resolve()
    return Side(resolved, check_project(resolved, day))

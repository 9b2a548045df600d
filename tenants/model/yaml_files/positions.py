"""The position of each field in a tenant's file, for reports made after it was read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tenants.model.yaml_files.finding import shown_file

Place = tuple[int, int]
"""A line and a column, both from 1."""


@dataclass(frozen=True)
class Positions:
    """The positions of a file's fields.

    Attributes:
        file: The file.
        places: The line and column, both from 1, of each field by its path, such as `business.address.city`. The empty
            path is the whole content.
    """

    file: Path
    places: Mapping[str, Place]

    def place(self, path: str) -> Place:
        """Return the line and column of a field, or of its nearest parent if the file leaves it out."""
        while path and path not in self.places:
            path = re.sub(r"[.\[]?[^.\[]*$", "", path)
        return self.places.get(path, (1, 1))

    def line(self, path: str) -> int:
        """Return the line of a field, or of its nearest parent if the file leaves it out."""
        return self.place(path)[0]

    def where(self, path: str) -> str:
        """Return the file, relative to the current directory, and the line of a field."""
        return f"{shown_file(self.file)}:{self.line(path)}"

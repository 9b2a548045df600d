"""Where in a tenant's file each field stands, for whoever reports on it after it was read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tenants.model.yaml_files.finding import shown_file


@dataclass(frozen=True)
class Positions:
    """The places of a file's fields.

    Attributes:
        file: The file.
        places: Line and column, both from 1, of each field by its path, such as `business.address.city`; of the file's
            content as a whole by the empty path.
    """

    file: Path
    places: Mapping[str, tuple[int, int]]

    def place(self, path: str) -> tuple[int, int]:
        """The line and column of a field; where the file leaves it out, of the nearest one that should hold it."""
        while path and path not in self.places:
            path = re.sub(r"[.\[]?[^.\[]*$", "", path)
        return self.places.get(path, (1, 1))

    def line(self, path: str) -> int:
        """The line of a field, likewise."""
        return self.place(path)[0]

    def where(self, path: str) -> str:
        """The file, as seen from the current directory, and the line of a field."""
        return f"{shown_file(self.file)}:{self.line(path)}"

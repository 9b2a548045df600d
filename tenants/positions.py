"""Where in a tenant's file each field stands, for whoever reports on it after it was read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tenants.finding import shown_file


@dataclass(frozen=True)
class Positions:
    """The lines of a file's fields.

    Attributes:
        file: The file.
        lines: The line, from 1, of each field by its path, such as `business.address.city`; of the file's content as
            a whole by the empty path.
    """

    file: Path
    lines: Mapping[str, int]

    def line(self, path: str) -> int:
        """The line of a field; where the file leaves it out, that of the nearest field that should hold it."""
        while path and path not in self.lines:
            path = re.sub(r"[.\[]?[^.\[]*$", "", path)
        return self.lines.get(path, 1)

    def where(self, path: str) -> str:
        """The file, as seen from the current directory, and the line of a field."""
        return f"{shown_file(self.file)}:{self.line(path)}"

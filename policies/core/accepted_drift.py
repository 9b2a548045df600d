"""Drift that is known and accepted, from `policies/accepted-drift.yaml`: what, why, who answers for it, until when."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from tenants.model.sections.field_types import Date, Text
from tenants.model.yaml_files.base_model import BaseModel
from tenants.model.yaml_files.finding import Finding
from tenants.model.yaml_files.positions import Positions
from tenants.model.yaml_files.validation import validated
from tenants.model.yaml_files.yaml_document import read_document

FILE = Path("policies/accepted-drift.yaml")


class AcceptedDrift(BaseModel):
    """A difference between Twilio and what is declared that `owl drift` does not count as drift."""

    stack: Text
    """The stack in whose report it is listed."""

    object: Text
    """What it is, as the report names it: the SID of an orphan, or kind and name, such as `Address acme`."""

    field: Text | None = None
    """The one field that was edited; if left out, everything about the object."""

    reason: Text
    """Reason for accepting it, for later readers."""

    owner: Text
    """Name or e-mail address of the person responsible."""

    expires: Date
    """The last day it is accepted. After that it is drift again."""

    def counts(self, today: dt.date) -> bool:
        """Return whether it is accepted today."""
        return today <= self.expires


class AcceptedDriftFile(BaseModel):
    """The file of accepted drift."""

    accepted: Annotated[tuple[AcceptedDrift, ...], Field(strict=False)] = ()


@dataclass(frozen=True)
class AcceptedDrifts:
    """All drift that is accepted.

    Attributes:
        entries: The entries in the order of the file.
        positions: Their positions in the file, as `accepted[0]`.
    """

    entries: tuple[AcceptedDrift, ...] = ()
    positions: Positions = field(default_factory=lambda: Positions(FILE, {}))

    def where(self, entry: AcceptedDrift) -> str:
        """Return file and line of an entry."""
        return self.positions.where(f"accepted[{self.entries.index(entry)}]")


def read_accepted_drift(directory: Path) -> tuple[AcceptedDrifts, list[Finding]]:
    """Read a project's accepted drift, with findings about the file. Without the file there is none."""
    file = directory / FILE
    if not file.exists():
        return AcceptedDrifts(), []
    document = read_document(file)
    content = validated(document, AcceptedDriftFile)
    entries = content.accepted if content and not document.findings else ()
    return AcceptedDrifts(entries, document.positions), document.findings

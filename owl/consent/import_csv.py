"""Reads contacts and their consent from a CSV file, and writes those that are right into a tenant's file."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from owl.failure import Failure
from owl.rendering.one_line import one_line
from owl.rendering.spreadsheet import FORMULA, of_cell
from owl.rendering.unknown_name import there_is_no
from owl.stacks.tenant_file import write_if_valid
from project import project_directory
from tenants.model import Contact, Tenants, read_tenants
from tenants.model.naming import tenant_file
from tenants.model.sections.field_types import Identifier
from tenants.model.yaml_files.file_edit import with_entries
from tenants.model.yaml_files.yaml_document import decode

REQUIRED = ("name", "phone_number", "given_at", "how", "recorded_by")
OPTIONAL = ("id", "time_zone", "wording", "evidence")
_OF_CONSENT = ("given_at", "how", "recorded_by", "wording", "evidence")
_LONGEST_ID = 40
_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


@dataclass(frozen=True)
class ImportedRow:
    """A row of the file, and what became of it.

    Attributes:
        row: Its number; the row with the names is 1.
        contact_id: The contact's id; empty if it was refused.
        problem: Why it was refused; empty otherwise.
        is_known: Whether the tenant's file has the same contact with the same consent already.
    """

    row: int
    contact_id: str = ""
    problem: str = ""
    is_known: bool = False


class _WrongRow(Exception):  # noqa: N818 - its message is for people
    """A row that is refused. The message says why."""


def import_contacts(tenant_id: str, file: Path) -> list[ImportedRow]:
    """Write the contacts of a CSV file into a tenant's file, and return what became of each row.

    Comments and everything else in the tenant's file stay as they are.

    Args:
        tenant_id: The tenant.
        file: The CSV file, in UTF-8, with a row of names.

    Raises:
        Failure: The CSV file can't be read or has wrong columns, or the tenant's file is wrong. Nothing is written.
    """
    rows = list(_rows(file))
    shown = tenant_file(tenant_id)
    target = project_directory() / shown
    known = read_tenants(project_directory() / "tenants").tenants
    if known is None or (tenant_id not in known.by_id and target.is_file()):
        raise Failure(f"{shown} is not valid: correct first what `owl check` finds")
    if tenant_id not in known.by_id:
        raise Failure(there_is_no("tenant", tenant_id, known.by_id))
    octets = target.read_bytes()
    reader = _Reader(known, tenant_id)
    imported = [reader.read(number, row) for number, row in rows]
    if reader.entries:
        text = with_entries(decode(octets), ["contacts"], reader.entries)
        mark = codecs.BOM_UTF8 if octets.startswith(codecs.BOM_UTF8) else b""
        write_if_valid(target, tenant_id, octets, mark + text.removeprefix("\ufeff").encode())
    return imported


class _Reader:
    """Reads rows into entries of a tenant's file."""

    def __init__(self, tenants: Tenants, tenant_id: str) -> None:
        self.entries: dict[str, dict[str, Any]] = {}
        self._tenants = tenants
        self._tenant_id = tenant_id
        self._contacts = tenants.by_id[tenant_id].contacts
        self._known_numbers = {each.phone_number: name for name, each in self._contacts.items()}
        self._rows: dict[str, int] = {}

    def read(self, number: int, row: Mapping[str, str]) -> ImportedRow:
        """Return what becomes of a row, and keep its entry if it is right and new."""
        try:
            entry = _entry(row)
            contact = _contact(entry)
            self._require_new(number, contact.phone_number)
            known = self._known_numbers.get(contact.phone_number)
            if known is not None:
                return self._known(number, known, contact)
            contact_id = self._id(row.get("id", ""), contact.name)
        except _WrongRow as wrong:
            return ImportedRow(number, problem=str(wrong))
        self.entries[contact_id] = entry
        return ImportedRow(number, contact_id)

    def _require_new(self, number: int, phone_number: str) -> None:
        before = self._rows.setdefault(phone_number, number)
        if before != number:
            raise _WrongRow(f"{phone_number} is the number of row {before} too: keep one row")

    def _known(self, number: int, known: str, contact: Contact) -> ImportedRow:
        if self._contacts[known].consent == contact.consent:
            return ImportedRow(number, known, is_known=True)
        where = self._tenants.where(self._tenant_id, f"contacts.{known}.consent")
        raise _WrongRow(
            f"{contact.phone_number} is already the number of contact {known}, with another consent: correct {where} "
            "if this one is newer"
        )

    def _id(self, given: str, name: str) -> str:
        taken = {*self._contacts, *self.entries}
        if given:
            try:
                _IDENTIFIER.validate_python(given)
            except ValidationError:
                raise _WrongRow(f"id {one_line(given)!r}: write 2 to 40 small letters, digits and hyphens") from None
            if given in taken:
                raise _WrongRow(f"there is a contact {given} already: choose another id")
            return given
        words = "-".join(re.findall("[a-z0-9]+", name.lower()))
        base = (words if re.match("[a-z].", words) else f"contact-{words}").strip("-")[: _LONGEST_ID - 6].rstrip("-")
        return next(each for n in range(1, len(taken) + 2) if (each := base if n == 1 else f"{base}-{n}") not in taken)


def _entry(row: Mapping[str, str]) -> dict[str, Any]:
    """Return what a row says, as it is written into the tenant's file.

    Raises:
        _WrongRow: A cell is missing, or a spreadsheet would calculate it.
    """
    cells = {name: of_cell(cell.strip()) for name, cell in row.items()}
    for name, cell in cells.items():
        if not cell and name in REQUIRED:
            raise _WrongRow(f"{name} is empty")
        if cell.startswith(FORMULA) and not (name == "phone_number" and cell[1:].isdecimal()):
            raise _WrongRow(f"{name} begins with {cell[0]!r}, like a formula of a spreadsheet: write it as text")
    consent = {name: cells[name] for name in _OF_CONSENT if cells.get(name)}
    zone = {"time_zone": cells["time_zone"]} if cells.get("time_zone") else {}
    return {"name": cells["name"], "phone_number": cells["phone_number"], **zone, "consent": consent}


def _contact(entry: Mapping[str, Any]) -> Contact:
    try:
        return Contact.model_validate(entry)
    except ValidationError as error:
        raise _WrongRow("; ".join(map(_explained, error.errors()))) from None


def _explained(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"] if part != "consent")
    remedy = error.get("ctx", {}).get("remedy")
    said = f"expected {error['msg']}" if error["type"] == "expected" else str(error["msg"])
    return f"{field} {one_line(str(error['input']))[:40]!r}: {said}{f': {remedy}' if remedy else ''}"


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with their numbers, the row with the names left out.

    Raises:
        Failure: The file can't be read, or has wrong columns.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Failure(f"{file} can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Failure(f"{file} is not in UTF-8: save it as `CSV UTF-8`") from None
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Failure(f"{file} is no CSV file: {error}") from None
    names = [name.strip() for name in lines[0]] if lines else []
    _require_columns(file, names)
    for number, cells in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(names) - len(cells))]
            yield number, dict(zip(names, padded, strict=False))


def _require_columns(file: Path, names: list[str]) -> None:
    allowed = (*REQUIRED, *OPTIONAL)
    missing = [name for name in REQUIRED if name not in names]
    unknown = [one_line(name)[:40] for name in names if name not in allowed]
    repeated = {name for name in names if names.count(name) > 1}
    if missing or unknown or repeated:
        problems = [
            f"lacks {', '.join(missing)}" if missing else "",
            f"has unknown columns {', '.join(map(repr, unknown))}" if unknown else "",
            f"has {', '.join(sorted(repeated))} more than once" if repeated else "",
        ]
        raise Failure(
            f"{file}, row 1, {'; '.join(filter(None, problems))}. It needs {', '.join(REQUIRED)}, and may have "
            f"{', '.join(OPTIONAL)}, separated by commas"
        )

"""Adds a contact to a tenant's file. The file is the only place where contacts are kept."""

import codecs
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from owl.failure import Failure
from owl.rendering.one_line import one_line
from owl.stacks.tenant_file import write_if_valid
from project import project_directory
from tenants.model import read_tenants
from tenants.model.naming import tenant_file
from tenants.model.sections.field_types import Identifier
from tenants.model.yaml_files.file_edit import with_value
from tenants.model.yaml_files.yaml_document import decode

_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


@dataclass(frozen=True)
class NewContact:
    """A contact to add, as typed into the form.

    Attributes:
        contact_id: Its id in the file, such as `alice`.
        name: Its name.
        phone_number: Its number.
        given_at: When the person agreed to be texted.
        how: How the person agreed.
        recorded_by: Who recorded it.
    """

    contact_id: str
    name: str
    phone_number: str
    given_at: str
    how: str
    recorded_by: str

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "NewContact":
        """Return the contact of a form; what it leaves out is empty."""
        return cls(**{name: form.get(name, "").strip() for name in cls.__dataclass_fields__})


def add_contact(tenant_id: str, contact: NewContact) -> str:
    """Write a contact into a tenant's file, after every check that `owl check` makes of the file.

    Args:
        tenant_id: The tenant.
        contact: The contact.

    Returns:
        The file, relative to the project's directory.

    Raises:
        Failure: The contact is not valid, or the file has it already. Nothing was written.
    """
    shown = tenant_file(tenant_id)
    file = project_directory() / shown
    try:
        _IDENTIFIER.validate_python(contact.contact_id)
    except ValidationError:
        raise Failure(f"{one_line(contact.contact_id)!r} is no id: write small letters, digits and hyphens") from None
    try:
        octets = file.read_bytes()
    except OSError as error:
        raise Failure(f"{shown} can't be read: {error.strerror}") from None
    known = read_tenants(project_directory() / "tenants")
    tenant = known.tenants.by_id.get(tenant_id) if known.tenants else None
    if tenant is None:
        raise Failure(f"{shown} is not valid: correct first what `owl check` finds")
    if contact.contact_id in tenant.contacts:
        raise Failure(f"{shown} has a contact {contact.contact_id!r} already: choose another id, or edit the file")
    text = with_value(decode(octets), ["contacts", contact.contact_id], _entry(contact))
    mark = codecs.BOM_UTF8 if octets.startswith(codecs.BOM_UTF8) else b""
    write_if_valid(file, tenant_id, octets, mark + text.removeprefix("\ufeff").encode())
    return shown


def _entry(contact: NewContact) -> dict[str, object]:
    return {
        "name": contact.name,
        "phone_number": contact.phone_number,
        "consent": {"given_at": _moment(contact.given_at), "how": contact.how, "recorded_by": contact.recorded_by},
    }


def _moment(text: str) -> str:
    """Return a moment with a time zone; what a browser's field gives has none, and is taken as UTC."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text  # the check of the file says what is wrong
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).isoformat()

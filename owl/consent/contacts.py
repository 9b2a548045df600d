"""The contacts of all tenants, each with its place in a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenants.model import Contact, Tenants


@dataclass(frozen=True)
class PlacedContact:
    """A contact of a tenant.

    Attributes:
        tenant_id: The tenant.
        contact_id: The contact's id in the tenant's file.
        contact: The contact.
        where: The file and line.
    """

    tenant_id: str
    contact_id: str
    contact: Contact
    where: str

    @property
    def shown(self) -> str:
        """The contact for people, without its name and number: this is in logs of workflows too."""
        return f"{self.where}: {self.tenant_id}: contact {self.contact_id}"


def contacts_of(tenants: Tenants, tenant_ids: list[str] | None = None) -> Iterator[PlacedContact]:
    """Yield the contacts of tenants in the order of the files; of all tenants by default."""
    for tenant in tenants:
        if tenant_ids is None or tenant.id in tenant_ids:
            for name, contact in tenant.contacts.items():
                where = tenants.where(tenant.id, f"contacts.{name}")
                yield PlacedContact(tenant.id, name, contact, where)

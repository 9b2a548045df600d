"""Whom a message may be sent to: the contacts in a tenant's file."""

from owl.failure import Failure
from tenants.model import Contact, Tenants


def recipient(tenants: Tenants, tenant_id: str, to: str) -> Contact:
    """Return the tenant's contact of this id or number.

    Raises:
        Failure: The tenant has none; says which file to add it to, and what consent needs.
    """
    tenant = tenants.by_id.get(tenant_id)
    if tenant is None:
        raise Failure(f"{tenant_id} has no file any more, and so no contacts: its messages can't be tried")
    for name, contact in tenant.contacts.items():
        if to in {name, contact.phone_number}:
            return contact
    known = ", ".join(f"{name} ({contact.phone_number})" for name, contact in tenant.contacts.items()) or "none"
    raise Failure(
        f"{to!r} is no contact of {tenant_id}, and only contacts are texted; there are: {known}. Once the person has "
        f"agreed, add to {tenants.where(tenant_id, 'contacts')}: 'contacts: {{ID: {{name: ..., "
        "phone_number: '+1...', consent: {given_at: 2026-03-14T15:30:00-07:00, how: in-person, recorded_by: ...}}}'"
    )

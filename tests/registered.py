"""The sections of a tenant's file that a tenant with a local number has."""

from tenants.model import Brand, Campaign, PhoneNumber, Tenant


def brand_of(tenant: Tenant) -> Brand:
    """Return the brand of a tenant that has one."""
    assert tenant.brand is not None
    return tenant.brand


def campaign_of(tenant: Tenant) -> Campaign:
    """Return the campaign of a tenant that has one."""
    assert tenant.campaign is not None
    return tenant.campaign


def number_of(tenant: Tenant) -> PhoneNumber:
    """Return the local number of a tenant that has one."""
    assert tenant.phone_number is not None
    return tenant.phone_number

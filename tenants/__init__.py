"""The tenants of the ISV: their files, the catalogue, the model and the loader."""

from tenants.finding import Finding, InvalidTenants
from tenants.loader import load_tenants
from tenants.model import CallbackUrls, Isv, Package, PhoneNumber, Ring, Tenant, Tenants
from tenants.template import Template

__all__ = [
    "CallbackUrls",
    "Finding",
    "InvalidTenants",
    "Isv",
    "Package",
    "PhoneNumber",
    "Ring",
    "Template",
    "Tenant",
    "Tenants",
    "load_tenants",
]

"""The tenants of the ISV: their files, the catalogue, the model and the loader."""

from tenants.approval import ApprovableResource, Approval
from tenants.brand import Brand, BrandKind, Vetting, VettingProvider
from tenants.business import Address, Business, BusinessType, CompanyType, JobPosition, Representative
from tenants.campaign import Campaign, UseCase
from tenants.finding import Finding, InvalidTenants
from tenants.lifecycle import Offboarding, State
from tenants.loader import load_tenants
from tenants.model import CallbackUrls, Isv, Package, PhoneNumber, Ring, Tenant, Tenants
from tenants.price_book import Price, PriceBook
from tenants.template import Template

__all__ = [
    "Address",
    "ApprovableResource",
    "Approval",
    "Brand",
    "BrandKind",
    "Business",
    "BusinessType",
    "CallbackUrls",
    "Campaign",
    "CompanyType",
    "Finding",
    "InvalidTenants",
    "Isv",
    "JobPosition",
    "Offboarding",
    "Package",
    "PhoneNumber",
    "Price",
    "PriceBook",
    "Representative",
    "Ring",
    "State",
    "Template",
    "Tenant",
    "Tenants",
    "UseCase",
    "Vetting",
    "VettingProvider",
    "load_tenants",
]

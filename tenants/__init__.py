"""The tenants of the ISV: their files, the catalogue, the model and the loader."""

from tenants.api_key import ApiKey
from tenants.approval import ApprovableResource, Approval
from tenants.brand import Brand, BrandKind, Vetting, VettingProvider
from tenants.business import Address, Business, BusinessType, CompanyType, JobPosition, Representative
from tenants.campaign import Campaign, ServiceUseCase, UseCase
from tenants.contact import Consent, ConsentMethod, Contact
from tenants.defaults import Defaults
from tenants.environments import UnknownEnvironment
from tenants.feature import Feature, features_used
from tenants.finding import Finding, InvalidTenants
from tenants.lifecycle import Offboarding, State
from tenants.loader import Reading, load_tenants, read_tenants
from tenants.messaging import PhoneNumber
from tenants.model import CallbackUrls, Isv, Tenant, Tenants
from tenants.package import Package, Support
from tenants.placeholder import Placeholder, PlaceholderType
from tenants.price_book import Carrier, Entry, Price, PriceBook, PriceEntry
from tenants.qualification import Qualification
from tenants.ring import Ring
from tenants.template import Template, Traffic

__all__ = [
    "Address",
    "ApiKey",
    "ApprovableResource",
    "Approval",
    "Brand",
    "BrandKind",
    "Business",
    "BusinessType",
    "CallbackUrls",
    "Campaign",
    "Carrier",
    "CompanyType",
    "Consent",
    "ConsentMethod",
    "Contact",
    "Defaults",
    "Entry",
    "Feature",
    "Finding",
    "InvalidTenants",
    "Isv",
    "JobPosition",
    "Offboarding",
    "Package",
    "PhoneNumber",
    "Placeholder",
    "PlaceholderType",
    "Price",
    "PriceBook",
    "PriceEntry",
    "Qualification",
    "Reading",
    "Representative",
    "Ring",
    "ServiceUseCase",
    "State",
    "Support",
    "Template",
    "Tenant",
    "Tenants",
    "Traffic",
    "UnknownEnvironment",
    "UseCase",
    "Vetting",
    "VettingProvider",
    "features_used",
    "load_tenants",
    "read_tenants",
]

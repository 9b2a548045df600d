"""The ISV's tenants and catalogue: the model of their files, and the loader."""

from tenants.model.catalogue.country import Access, AddressRequirement, Country, Regulation, Route
from tenants.model.catalogue.defaults import Defaults
from tenants.model.catalogue.feature import Feature
from tenants.model.catalogue.isv import CallbackUrls, Isv
from tenants.model.catalogue.package import Package, Support, Trial
from tenants.model.catalogue.placeholder import Placeholder, PlaceholderType
from tenants.model.catalogue.price_book import Carrier, Price, PriceBook, PriceEntry, SourcedFigure
from tenants.model.catalogue.rollout import Evidence, ExitCriteria, Rollout, evidence, ring_before, unmet, unmet_by_part
from tenants.model.catalogue.template import Template, Traffic
from tenants.model.environments import UnknownEnvironment
from tenants.model.features_used import features_used
from tenants.model.loader import Reading, load_tenants, read_parsed_tenants, read_tenants
from tenants.model.regulatory_facts import missing_files, what_is_missing
from tenants.model.sections.api_key import ApiKey
from tenants.model.sections.approval import ApprovableResource, Approval
from tenants.model.sections.brand import Brand, BrandKind, Vetting, VettingProvider
from tenants.model.sections.business import Address, Business, BusinessType, CompanyType, JobPosition, Representative
from tenants.model.sections.campaign import Campaign, ServiceUseCase, UseCase
from tenants.model.sections.channel import Channel
from tenants.model.sections.contact import Consent, ConsentMethod, Contact, ContactChannel
from tenants.model.sections.international_number import (
    EndUserType,
    InternationalNumber,
    LocalAddress,
    NumberType,
    RegulatoryDocument,
)
from tenants.model.sections.lifecycle import Offboarding, State
from tenants.model.sections.messaging import PhoneNumber
from tenants.model.sections.qualification import Qualification
from tenants.model.sections.request import Request, RequestKind, RequestStatus
from tenants.model.sections.ring import Ring
from tenants.model.sections.senders import Alphanumeric, OptInType, Senders, TollFree, UseCaseCategory
from tenants.model.sections.tenant import Tenant
from tenants.model.tenants import Tenants, countries_texted, numbers_of
from tenants.model.yaml_files.finding import Finding, InvalidTenants

__all__ = [
    "Access",
    "Address",
    "AddressRequirement",
    "Alphanumeric",
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
    "Channel",
    "CompanyType",
    "Consent",
    "ConsentMethod",
    "Contact",
    "ContactChannel",
    "Country",
    "Defaults",
    "EndUserType",
    "Evidence",
    "ExitCriteria",
    "Feature",
    "Finding",
    "InternationalNumber",
    "InvalidTenants",
    "Isv",
    "JobPosition",
    "LocalAddress",
    "NumberType",
    "Offboarding",
    "OptInType",
    "Package",
    "PhoneNumber",
    "Placeholder",
    "PlaceholderType",
    "Price",
    "PriceBook",
    "PriceEntry",
    "Qualification",
    "Reading",
    "Regulation",
    "RegulatoryDocument",
    "Representative",
    "Request",
    "RequestKind",
    "RequestStatus",
    "Ring",
    "Rollout",
    "Route",
    "Senders",
    "ServiceUseCase",
    "SourcedFigure",
    "State",
    "Support",
    "Template",
    "Tenant",
    "Tenants",
    "TollFree",
    "Traffic",
    "Trial",
    "UnknownEnvironment",
    "UseCase",
    "UseCaseCategory",
    "Vetting",
    "VettingProvider",
    "countries_texted",
    "evidence",
    "features_used",
    "load_tenants",
    "missing_files",
    "numbers_of",
    "read_parsed_tenants",
    "read_tenants",
    "ring_before",
    "unmet",
    "unmet_by_part",
    "what_is_missing",
]

"""Where the files declare a resource or one of its fields: the line to look at when Twilio says something else."""

from collections.abc import Mapping

from owl.origins.twilio_names import paths_of
from owl.previews.changes import outermost
from tenants.model import Tenants

ISV = "catalogue/isv"
CALLBACKS = (ISV, "callbacks")

_OF_TWILIO_NAMES = frozenset({"Address", "BrandRegistration", "BrandVetting", "Campaign"})
"""Kinds whose fields a tenant's file has, under names that `owl.origins.twilio_names` knows."""

_IN_TENANT: Mapping[tuple[str, str], str] = {
    ("MessagingService", "inbound_request_url"): "messaging.inbound_request_url",
    ("MessagingService", "validity_period"): "messaging.validity_period",
    ("MessagingService", "usecase"): "campaign.use_case",
    ("Subaccount", "status"): "state",
}

_IN_CATALOGUE: Mapping[tuple[str, str], tuple[str, str]] = {
    ("MessagingService", "status_callback"): CALLBACKS,
    ("UsageTrigger", "callback_url"): CALLBACKS,
    ("EventSink", "sink_configuration"): CALLBACKS,
    ("CustomerProfile", "status_callback"): CALLBACKS,
    ("TrustProduct", "status_callback"): CALLBACKS,
    ("CustomerProfile", "email"): (ISV, "compliance_email"),
    ("TrustProduct", "email"): (ISV, "compliance_email"),
}

_WHOLE: Mapping[str, str] = {
    "Address": "business.address",
    "ApiKey": "api_key",
    "BrandRegistration": "brand",
    "BrandVetting": "brand.vetting",
    "Campaign": "campaign",
    "ContentTemplate": "templates",
    "CustomerProfile": "business",
    "EndUser": "business",
    "MessagingService": "messaging",
    "SupportingDocument": "business.address",
    "TrustProduct": "business",
    "UsageTrigger": "package",
}
"""What of a tenant's file a resource is made of."""


def origin_of(tenants: Tenants, tenant_id: str, kind: str, name: str) -> str:
    """Give the file and line of what declares a resource of a tenant; nothing where no file does."""
    if tenant_id not in tenants.by_id:
        return ""
    if kind in {"PhoneNumber", "MessagingServiceSender"}:
        return tenants.where(tenant_id, _number(name))
    return tenants.where(tenant_id, _WHOLE[kind]) if kind in _WHOLE else ""


def origin_of_field(tenants: Tenants, tenant_id: str, kind: str, name: str, field: str) -> str:
    """Give the file and line of what declares a field; nothing where the program alone does.

    Args:
        tenants: The files.
        tenant_id: Whose it is; empty for what is nobody's own.
        kind: The resource's kind.
        name: Its name in the stack.
        field: The field's path, such as `message_samples[0]`.
    """
    name_of_field = outermost(field)
    if (kind, name_of_field) in _IN_CATALOGUE:
        return _in_catalogue(tenants, *_IN_CATALOGUE[kind, name_of_field])
    tenant = tenants.by_id.get(tenant_id)
    if tenant is None:
        return ""
    match kind, name_of_field:
        case "ContentTemplate", "types" | "variables" | "language":
            return _in_catalogue(tenants, "catalogue/templates", name.partition(".")[2])
        case "UsageTrigger", "trigger_value":
            return _in_catalogue(tenants, "catalogue/packages", f"{tenant.package}.messages_per_day")
    path = _path(kind, name, name_of_field)
    return tenants.where(tenant_id, path) if path else ""


def _path(kind: str, name: str, field: str) -> str:
    """Give the path in a tenant's file; nothing where it has none."""
    match kind, field:
        case "PhoneNumber", "phone_number" | "area_code":
            return _number(name)
        case "EndUser", "attributes":
            return "business"
    paths = paths_of(field) if kind in _OF_TWILIO_NAMES else ()
    return _IN_TENANT.get((kind, field)) or next(iter(paths), "")


def _in_catalogue(tenants: Tenants, file: str, path: str) -> str:
    return tenants.positions[file].where(path) if file in tenants.positions else ""


def _number(name: str) -> str:
    further = name.partition(".")[2]
    return f"additional_phone_numbers.{further}" if further else "phone_number"

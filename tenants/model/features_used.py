"""The catalogue features that a tenant's file uses."""

from collections.abc import Mapping
from typing import Any

from tenants.model.catalogue.feature import Feature
from tenants.model.sections.tenant import TenantFile


def features_used(tenant: TenantFile, features: Mapping[str, Feature]) -> dict[str, str]:
    """Return the features that a tenant's file uses, in the catalogue's order.

    Args:
        tenant: The tenant.
        features: The catalogue of features.

    Returns:
        For each feature in use, the first field that uses it: `{"replies": "messaging.inbound_request_url"}`. A field
        that is missing, empty or false uses no feature.
    """
    found = {}
    for name, feature in features.items():
        path = next((path for path in feature.used_by if _value(tenant, path)), None)
        if path:
            found[name] = path
    return found


def _value(tenant: TenantFile, path: str) -> Any:
    value: Any = tenant
    for key in path.split("."):
        value = getattr(value, key, None)
    return value

"""Convert all tenants to plain values that pass through the Pulumi engine, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from tenants.model.catalogue.country import Countries
from tenants.model.catalogue.feature import Features
from tenants.model.catalogue.isv import Isv
from tenants.model.catalogue.package import Packages
from tenants.model.catalogue.price_book import PriceBook
from tenants.model.catalogue.rollout import Rings
from tenants.model.catalogue.template import Templates
from tenants.model.sections.tenant import Tenant
from tenants.model.tenants import Tenants
from tenants.model.yaml_files.positions import Positions


def serialized(tenants: Tenants) -> dict[str, Any]:
    """Return everything the files say, as mappings, lists and scalars. Defaults of the model are left out."""
    return {
        **({"environment": tenants.environment} if tenants.environment else {}),
        "isv": _written(tenants.isv),
        "features": _written(Features(dict(tenants.features))),
        "packages": _written(Packages(dict(tenants.packages))),
        "templates": _written(Templates(dict(tenants.templates))),
        "price_book": _written(tenants.price_book),
        **({"rings": _written(Rings(dict(tenants.rings)))} if tenants.rings else {}),
        **({"countries": _written(Countries(dict(tenants.countries)))} if tenants.countries else {}),
        "tenants": {tenant.id: _written(tenant, {"id"}) for tenant in tenants},
    }


def _written(model: BaseModel, without: set[str] | None = None) -> dict[str, Any]:
    values: dict[str, Any] = model.model_dump(mode="json", exclude_unset=True, exclude=without)
    return values


def deserialized(values: Mapping[str, Any], positions: Mapping[str, Positions]) -> Tenants:
    """Return the tenants from serialized values. The engine has only floats: whole numbers become integers again.

    Args:
        values: The result of `serialized`.
        positions: The position of each field in the files.
    """
    given = with_integers(values)
    return Tenants(
        isv=Isv.model_validate(given["isv"]),
        features=Features.model_validate(given["features"]).root,
        packages=Packages.model_validate(given["packages"]).root,
        templates=Templates.model_validate(given["templates"]).root,
        price_book=PriceBook.model_validate(given["price_book"]),
        by_id={name: Tenant(id=name, **each) for name, each in given["tenants"].items()},
        positions=positions,
        environment=given.get("environment"),
        rings=Rings.model_validate(given["rings"]).root if "rings" in given else {},
        countries=Countries.model_validate(given["countries"]).root if "countries" in given else {},
    )


def with_integers(value: Any) -> Any:
    """Return a value from the engine as plain mappings and lists, with whole numbers as integers."""
    if isinstance(value, Mapping):
        return {key: with_integers(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [with_integers(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value

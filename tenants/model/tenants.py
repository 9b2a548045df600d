"""All that the ISV's files say, read and checked: its tenants, and the catalogue they choose from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tenants.model.catalogue.feature import Feature
from tenants.model.catalogue.isv import Isv
from tenants.model.catalogue.package import Package
from tenants.model.catalogue.price_book import PriceBook
from tenants.model.catalogue.template import Template
from tenants.model.sections.tenant import Tenant
from tenants.model.yaml_files.positions import Positions


@dataclass(frozen=True)
class Tenants:
    """All that the files say. What they refer to exists."""

    isv: Isv
    features: Mapping[str, Feature]
    packages: Mapping[str, Package]
    templates: Mapping[str, Template]
    price_book: PriceBook
    by_id: Mapping[str, Tenant]
    positions: Mapping[str, Positions]
    """Where everything stands in a tenant's file, by its id, and in the catalogue's: `catalogue/packages`."""

    environment: str | None = None
    """The environment whose overrides are in it; None: nobody's."""

    def __iter__(self) -> Iterator[Tenant]:
        """Go through the tenants in the order of their ids."""
        return iter(self.by_id.values())

    def package_of(self, tenant: Tenant) -> Package:
        """The package the tenant bought."""
        return self.packages[tenant.package]

    def templates_of(self, tenant: Tenant) -> dict[str, Template]:
        """The templates the tenant chose, by id."""
        return {template: self.templates[template] for template in tenant.templates}

    def samples_of(self, tenant: Tenant) -> tuple[str, ...]:
        """The messages that carriers are shown: the campaign's own, else an example of each of its templates."""
        examples = (template.example_for(tenant.name) for template in self.templates_of(tenant).values())
        return tenant.campaign.samples or tuple(examples)

    def where(self, tenant_id: str, path: str) -> str:
        """The file and line of a field, such as `campaign.message_flow` or `approvals[0].expires`.

        Of a field that the file leaves out, those of the nearest one that should hold it:
        `tenants/acme.yaml:14`.
        """
        return self.positions[tenant_id].where(path)

"""The content of the ISV's files, read and checked: its tenants and its catalogue."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tenants.model.catalogue.country import Country
from tenants.model.catalogue.feature import Feature
from tenants.model.catalogue.isv import Isv
from tenants.model.catalogue.package import Package
from tenants.model.catalogue.price_book import PriceBook
from tenants.model.catalogue.rollout import Rollout
from tenants.model.catalogue.template import Template
from tenants.model.naming import INTERNATIONAL, Part, ResourceName, international_path
from tenants.model.sections.international_number import InternationalNumber
from tenants.model.sections.lifecycle import State
from tenants.model.sections.messaging import PhoneNumber
from tenants.model.sections.ring import Ring
from tenants.model.sections.senders import TollFree
from tenants.model.sections.tenant import Tenant
from tenants.model.yaml_files.positions import Positions


@dataclass(frozen=True)
class Tenants:
    """All tenants and the catalogue. Every reference between them is valid."""

    isv: Isv
    features: Mapping[str, Feature]
    packages: Mapping[str, Package]
    templates: Mapping[str, Template]
    price_book: PriceBook
    by_id: Mapping[str, Tenant]
    positions: Mapping[str, Positions]
    """The position of each field: by tenant id, and for catalogue files by a name such as `catalogue/packages`."""

    environment: str | None = None
    """The environment whose overrides are applied; None if none are."""

    rings: Mapping[Ring, Rollout] = field(default_factory=dict)
    """The rings that have exit criteria."""

    countries: Mapping[str, Country] = field(default_factory=dict)
    """What it takes to text people in a country, by its ISO 3166 code."""

    def __iter__(self) -> Iterator[Tenant]:
        """Iterate over the tenants in the order of their ids."""
        return iter(self.by_id.values())

    @property
    def paid_packages(self) -> dict[str, Package]:
        """The packages that are sold, by id: all but trials."""
        return {name: package for name, package in self.packages.items() if not package.trial}

    def package_of(self, tenant: Tenant) -> Package:
        """Return the package the tenant bought."""
        return self.packages[tenant.package]

    def templates_of(self, tenant: Tenant) -> dict[str, Template]:
        """Return the templates the tenant uses, by id."""
        return {template: self.templates[template] for template in tenant.templates}

    def samples_of(self, tenant: Tenant) -> tuple[str, ...]:
        """Return the sample messages shown to carriers: the campaign's own, or else its templates' examples."""
        examples = (template.example_for(tenant.name) for template in self.templates_of(tenant).values())
        return (tenant.campaign.samples if tenant.campaign else ()) or tuple(examples)

    def where(self, tenant_id: str, path: str) -> str:
        """Return the file and line of a field, such as `campaign.message_flow` or `approvals[0].expires`.

        If the file leaves out the field, return those of its nearest parent: `tenants/acme.yaml:14`. A number outside
        the US may be named by its country and type: `senders.international[DE mobile].documents`.
        """
        tenant = self.by_id.get(tenant_id)
        for index, number in enumerate(tenant.international if tenant else ()):
            path = path.replace(international_path(number.words), f"{INTERNATIONAL}[{index}]")
        return self.positions[tenant_id].where(path)


def countries_texted(tenants: Iterable[Tenant]) -> list[str]:
    """Return the countries that tenants text, closed ones aside: what has to be open at Twilio, and nothing else."""
    return sorted({code for each in tenants if each.state is not State.CLOSED for code in each.messaging.destinations})


def numbers_of(tenant: Tenant) -> dict[str, tuple[str, PhoneNumber | TollFree | InternationalNumber]]:
    """Return a tenant's numbers, by the name of their resource: the section that declares each, and what it says.

    The local number comes first, if there is one.
    """
    local = {tenant.id: ("phone_number", tenant.phone_number)} if tenant.phone_number else {}
    further = {
        str(ResourceName(tenant.id, name)): (f"additional_phone_numbers.{name}", each)
        for name, each in tenant.additional_phone_numbers.items()
    }
    toll_free = tenant.toll_free
    name = str(ResourceName(tenant.id, Part.TOLL_FREE))
    abroad = {
        str(ResourceName(tenant.id, each.part)): (f"senders.international[{index}]", each)
        for index, each in enumerate(tenant.international)
    }
    return {**local, **further, **({name: ("senders.toll_free", toll_free)} if toll_free else {}), **abroad}

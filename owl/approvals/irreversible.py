"""What cannot be undone: what a run would replace, release or close, and what it would cost to have again.

What the program declares is compared with what the stack holds, before the engine hears of anything: so a preview
finds what an update would find, all of it, and nothing has been called.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from owl.stacks.in_program import Deployed, Outputs
from providers.core.resource import TwilioResource
from tenants.model import ApprovableResource, BrandKind, Price, Tenant, Tenants, UseCase
from tenants.model.naming import ResourceName, account_owner

IRREVERSIBLE: Mapping[str, ApprovableResource] = {
    "Campaign": ApprovableResource.CAMPAIGN,
    "PhoneNumber": ApprovableResource.PHONE_NUMBER,
    "BrandRegistration": ApprovableResource.BRAND,
    "Subaccount": ApprovableResource.SUBACCOUNT,
}
"""The kinds of resources whose end is final, and what an approval calls them."""


@dataclass(frozen=True)
class IrreversibleStep:
    """Something that would be replaced or ended.

    Attributes:
        resource: What, as approvals call it.
        tenant_id: Whose; for an account that several share, the account's name.
        before: What there is now.
        because: The inputs that cannot be changed; none where it is no longer declared.
        name: The resource's name in the stack.
    """

    resource: ApprovableResource
    tenant_id: str
    before: Outputs = field(repr=False)
    because: tuple[str, ...] = ()
    name: str = ""


def irreversible_steps(
    declared: Iterable[TwilioResource], deployed: Deployed, stack: str
) -> Iterator[IrreversibleStep]:
    """Find what this run would replace or end of what the stack holds."""
    by_name = {(type(each).__name__, each.resource_name): each for each in declared}
    for kind, resource in IRREVERSIBLE.items():
        for name in deployed.names(kind):
            before: Outputs = deployed.at_twilio(kind, name) or {}
            owner = account_owner(name, stack) if kind == "Subaccount" else ResourceName.parse(name).tenant
            after = by_name.get((kind, name))
            if after is None:
                yield IrreversibleStep(resource, owner, before, name=name)
            else:
                _, replaces = after.provider_class().changes(before, after.declared)
                if replaces:
                    yield IrreversibleStep(resource, owner, before, tuple(sorted(replaces)), name)


def brand_kind(brand: Outputs) -> BrandKind:
    """Say how a tenant's file calls the kind of a brand that is registered."""
    if brand.get("brand_type") == "SOLE_PROPRIETOR":
        return BrandKind.SOLE_PROPRIETOR
    return BrandKind.LOW_VOLUME_STANDARD if brand.get("skip_automatic_sec_vet") else BrandKind.STANDARD


def price(resource: ApprovableResource, tenant: Tenant, tenants: Tenants) -> Price:
    """Say what a tenant's new one costs."""
    book = tenants.price_book
    match resource:
        case ApprovableResource.BRAND:
            return Price() if tenant.brand.mock else book.brand(tenant.brand.kind)
        case ApprovableResource.CAMPAIGN:
            return Price() if tenant.brand.mock else book.campaign(tenant.campaign.use_case)
        case ApprovableResource.PHONE_NUMBER:
            return book.phone_number
        case _:
            return Price()


def price_again(step: IrreversibleStep, tenants: Tenants) -> Price:
    """Say what it would cost to have again what ends."""
    book, before = tenants.price_book, step.before
    match step.resource:
        case ApprovableResource.BRAND if not before.get("mock"):
            return book.brand(brand_kind(before))
        case ApprovableResource.CAMPAIGN if not before.get("mock"):
            return book.campaign(UseCase(before["us_app_to_person_usecase"]))
        case ApprovableResource.PHONE_NUMBER:
            return book.phone_number
        case _:
            return Price()

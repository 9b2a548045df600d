"""Irreversible steps: what a run would replace, release or close, and what a replacement would cost.

What the program declares is compared with the stack's state before anything is registered with the engine. So a preview
finds all the steps that an update would find, before any API call.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from owl.stacks.in_program import Deployed, Outputs
from providers.core.resource import TwilioResource
from tenants.model import ApprovableResource, BrandKind, NumberType, Price, PriceBook, Tenant, Tenants, UseCase
from tenants.model.naming import ResourceName, account_owner, international_part, is_toll_free

IRREVERSIBLE: Mapping[str, ApprovableResource] = {
    "Campaign": ApprovableResource.CAMPAIGN,
    "PhoneNumber": ApprovableResource.PHONE_NUMBER,
    "BrandRegistration": ApprovableResource.BRAND,
    "TollfreeVerification": ApprovableResource.TOLL_FREE_VERIFICATION,
    "Subaccount": ApprovableResource.SUBACCOUNT,
}
"""The kinds of resources whose deletion is irreversible, and what an approval calls them."""


@dataclass(frozen=True)
class IrreversibleStep:
    """A step that would replace or end a resource.

    Attributes:
        resource: The resource, as approvals call it.
        tenant_id: The tenant that it belongs to; for a shared account, the account's name.
        before: The resource's current outputs.
        because: The inputs that force the replacement; none if the resource is no longer declared.
        name: The resource's name in the stack.
        vanished: The SID of what no longer exists at Twilio, although nothing in the files ended it: a new one would be
            bought.
        revokes: The SID of an API key at Twilio whose secret the state does not have.
    """

    resource: ApprovableResource
    tenant_id: str
    before: Outputs = field(repr=False)
    because: tuple[str, ...] = ()
    name: str = ""
    vanished: str = ""
    revokes: str = ""

    def is_of(self, kind: str) -> bool:
        """Return whether the step is about a resource of this kind."""
        return IRREVERSIBLE[kind] is self.resource


def irreversible_steps(
    declared: Iterable[TwilioResource], deployed: Deployed, stack: str
) -> Iterator[IrreversibleStep]:
    """Yield a step for each resource of the stack that this run would replace or end."""
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


def vanished_steps(declared: Iterable[TwilioResource], deployed: Deployed) -> Iterator[IrreversibleStep]:
    """Yield a step for each paid resource that an earlier run exported and the state no longer has.

    A refresh removes from the state what was deleted at Twilio, and leaves the exported values as they are. A run that
    ends a resource exports new ones.
    """
    for each in declared:
        kind = type(each).__name__
        resource = IRREVERSIBLE.get(kind)
        if resource is None or deployed.at_twilio(kind, each.resource_name) is not None:
            continue
        sid = _exported(deployed.outputs.get("senders"), kind, each.resource_name)
        if sid:
            yield IrreversibleStep(
                resource, ResourceName.parse(each.resource_name).tenant, {}, name=each.resource_name, vanished=sid
            )


def _exported(senders: object, kind: str, name: str) -> str:
    """Return what an earlier run exported of a paid resource: the SID, of a number its digits; empty if nothing."""
    sender = senders.get(ResourceName.parse(name).tenant) if isinstance(senders, Mapping) else None
    if not isinstance(sender, Mapping):
        return ""
    if kind == "PhoneNumber":
        numbers = sender.get("phone_numbers") or {ResourceName.parse(name).tenant: sender.get("phone_number")}
        return str(numbers.get(name) or "")
    step = {"BrandRegistration": "brand", "Campaign": "campaign"}.get(kind)
    reviews = sender.get("reviews") or ()
    return next((str(each.get("sid") or "") for each in reviews if step and each.get("step") == step), "")


def brand_kind(brand: Outputs) -> BrandKind:
    """Return the kind of a registered brand, as a tenant's file names it."""
    if brand.get("brand_type") == "SOLE_PROPRIETOR":
        return BrandKind.SOLE_PROPRIETOR
    return BrandKind.LOW_VOLUME_STANDARD if brand.get("skip_automatic_sec_vet") else BrandKind.STANDARD


def price(resource: ApprovableResource, tenant: Tenant, tenants: Tenants, name: str = "") -> Price:
    """Return the price of a new one for a tenant.

    Args:
        resource: What is bought.
        tenant: The tenant.
        tenants: The tenants and the price book.
        name: The resource's name in the stack: a toll-free number, and one outside the US, has its own price.
    """
    book, brand, campaign = tenants.price_book, tenant.brand, tenant.campaign
    match resource:
        case ApprovableResource.BRAND if brand and not brand.mock:
            return book.brand(brand.kind)
        case ApprovableResource.CAMPAIGN if brand and campaign and not brand.mock:
            return book.campaign(campaign.use_case)
        case ApprovableResource.PHONE_NUMBER:
            return _number(name, book)
        case _:
            return Price()


def _number(name: str, book: PriceBook) -> Price:
    """Return the price of a number, by the name of its resource."""
    if abroad := international_part(name):
        country, _, number_type = abroad.partition("-")
        return book.international_number(country.upper(), NumberType(number_type))
    return book.toll_free_number if is_toll_free(name) else book.phone_number


def price_again(step: IrreversibleStep, tenants: Tenants) -> Price:
    """Return the price of replacing what the step ends."""
    book, before = tenants.price_book, step.before
    match step.resource:
        case ApprovableResource.BRAND if not before.get("mock"):
            return book.brand(brand_kind(before))
        case ApprovableResource.CAMPAIGN if not before.get("mock"):
            return book.campaign(UseCase(before["us_app_to_person_usecase"]))
        case ApprovableResource.PHONE_NUMBER:
            return _number(step.name, book)
        case _:
            return Price()

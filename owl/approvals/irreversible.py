"""Steps that cost money or cannot be undone: what a run would replace, release or close needs an approval.

Compared is what the program declares with what the stack holds, before the engine hears of anything: so a preview
refuses like an update does, all at once, and nothing has been called.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from owl.origins.resource_inputs import paths_in_tenant
from owl.stacks.in_program import Deployed, Outputs
from providers.core.resource import TwilioResource
from tenants.model import ApprovableResource, BrandKind, Price, State, Tenant, Tenants, UseCase
from tenants.model.naming import SHARED, ResourceName, account_owner, tenant_file

IRREVERSIBLE: Mapping[str, ApprovableResource] = {
    "Campaign": ApprovableResource.CAMPAIGN,
    "PhoneNumber": ApprovableResource.PHONE_NUMBER,
    "BrandRegistration": ApprovableResource.BRAND,
    "Subaccount": ApprovableResource.SUBACCOUNT,
}
"""The kinds of resources whose end is final, and what an approval calls them."""

LOSSES: Mapping[ApprovableResource, str] = {
    ApprovableResource.CAMPAIGN: "nothing can be sent until another one is approved, which takes days to weeks",
    ApprovableResource.PHONE_NUMBER: "whoever gets the number next is written to by this tenant's customers",
    ApprovableResource.BRAND: "the old one cannot be deleted, and the new one is reviewed from the start",
    ApprovableResource.SUBACCOUNT: "closing it is for good and releases every number in it",
}
"""What is lost beside the money."""

_KINDS = {resource: kind for kind, resource in IRREVERSIBLE.items()}

NOTHING_DONE = "nothing was done, for it would be final and nobody has approved it"
"""What the program says before the refusals: whoever reads what it said finds them by that."""


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


def refusals(steps: Sequence[IrreversibleStep], tenants: Tenants, today: dt.date) -> list[str]:
    """Say of each step that nobody has approved what it would cost, and how to approve it."""
    gone: dict[str, list[IrreversibleStep]] = {}
    unapproved: dict[str, list[IrreversibleStep]] = {}
    for step in steps:
        tenant = tenants.by_id.get(step.tenant_id)
        if tenant is None:
            gone.setdefault(step.tenant_id, []).append(step)
        elif tenant.approval(step.resource, today) is None and (step.because or step.resource in _ENDED):
            unapproved.setdefault(tenant.id, []).append(step)
    found = [
        _not_approved(tenants.by_id[name], unapproved_steps, tenants) for name, unapproved_steps in unapproved.items()
    ]
    if gone.pop(SHARED, None):
        found.append(
            "the subaccount that tenants share would be closed, with all that is in it. Let its tenants leave first, "
            "one by one, or leave this stack as it is and begin another"
        )
    return found + [_without_file(owner, ended, tenants) for owner, ended in gone.items()]


_ENDED = frozenset(IRREVERSIBLE.values()) - {ApprovableResource.BRAND}
"""What ends when a tenant leaves: a brand stays at Twilio, and costs nothing more."""


def _leaves(tenant: Tenant) -> bool:
    return tenant.state is State.CLOSED


def _not_approved(tenant: Tenant, steps: Sequence[IrreversibleStep], tenants: Tenants) -> str:
    sentences = [_sentence(step, tenant, tenants) for step in steps]
    needed = [each for each in IRREVERSIBLE.values() if each in {step.resource for step in steps}]
    if _leaves(tenant) and ApprovableResource.SUBACCOUNT not in needed:
        needed.append(ApprovableResource.SUBACCOUNT)
    file = tenants.where(tenant.id, "").rpartition(":")[0]
    return "\n".join([*sentences, f"If that is meant, have it approved in {file}:", _approval(needed)])


def _sentence(step: IrreversibleStep, tenant: Tenant, tenants: Tenants) -> str:
    fields = paths_in_tenant(_KINDS[step.resource], step.name, step.because) or ("",)
    lines = ", ".join(f"{tenants.where(tenant.id, field)} {field}".rstrip() for field in fields)
    what = f"would be replaced ({lines})" if step.because else "would end"
    cost = price(step.resource, tenant, tenants) if step.because else price_again(step, tenants)
    paid = f"a new one costs {cost}, and " if cost != Price() else ""
    expired = [each.expires for each in tenant.approvals if each.resource is step.resource]
    note = f". The approval at {tenants.where(tenant.id, 'approvals')} expired on {max(expired)}" if expired else ""
    return f"{tenant.id}: its {step.resource.words} {what}: {paid}{LOSSES[step.resource]}{note}"


def _without_file(owner: str, steps: Sequence[IrreversibleStep], tenants: Tenants) -> str:
    resources = [step.resource for step in steps]
    cost = sum((price_again(step, tenants) for step in steps), Price())
    words = ", ".join(each.words for each in resources)
    losses = "; ".join(f"{each.words}: {LOSSES[each]}" for each in resources if each in _ENDED)
    return (
        f"{owner}: no tenant of that name is declared any more, but this stack has its {words} ({losses}). "
        f"To have them again would cost {cost}. If it is to leave, put {tenant_file(owner)} back with\n"
        f"state: closed\noffboarding: {{on: {_EXAMPLE}, hold_days: 30}}\n"
        f"{_approval([each for each in resources if each in _ENDED])}"
    )


_EXAMPLE = "YYYY-MM-DD"


def _approval(resources: Iterable[ApprovableResource]) -> str:
    entries = [
        f"  - resource: {each.value}\n    reason: ...\n    approver: ...\n    expires: {_EXAMPLE}" for each in resources
    ]
    return "\n".join(["approvals:", *entries])

"""Refusals: what the program says of irreversible steps that nobody approved, and how to approve them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from owl.approvals.irreversible import IRREVERSIBLE, IrreversibleStep, price, price_again
from owl.origins.resource_inputs import paths_in_tenant
from owl.records import NotApproved
from tenants.model import ApprovableResource, Price, State, Tenant, Tenants
from tenants.model.naming import SHARED

NOTHING_DONE = "nothing was done, for it would be final and nobody has approved it"
"""What the program says before the refusals."""

LOSSES: Mapping[ApprovableResource, str] = {
    ApprovableResource.CAMPAIGN: "nothing can be sent until another one is approved, which takes days to weeks",
    ApprovableResource.PHONE_NUMBER: "whoever gets the number next is written to by this tenant's customers",
    ApprovableResource.BRAND: "the old one cannot be deleted, and the new one is reviewed from the start",
    ApprovableResource.SUBACCOUNT: "closing it is for good and releases every number in it",
}
"""What is lost beside the money."""

_KINDS = {resource: kind for kind, resource in IRREVERSIBLE.items()}


@dataclass(frozen=True)
class Refusal:
    """Why nothing is done for a tenant.

    Attributes:
        tenant: Whose it is; empty for the account that several share.
        not_approved: What nobody approved.
        remedy: What to write in which file instead; empty where that can't be approved.
    """

    tenant: str
    not_approved: tuple[NotApproved, ...]
    remedy: str = ""

    def __str__(self) -> str:
        """Return all of it, for a terminal."""
        sentences = "\n".join(each.sentence for each in self.not_approved)
        return f"{sentences}\n{self.remedy}".rstrip()


def refusals(steps: Iterable[IrreversibleStep], tenants: Tenants, today: dt.date) -> list[Refusal]:
    """Return a refusal for each tenant of which something would end or be replaced that nobody has approved."""
    by_owner: dict[str, list[IrreversibleStep]] = {}
    for step in steps:
        tenant = tenants.by_id.get(step.tenant_id)
        if tenant is None or _needs_approval(step, tenant, today):
            by_owner.setdefault(step.tenant_id, []).append(step)
    declared = [
        _not_approved(tenants.by_id[name], by_owner[name], tenants) for name in by_owner if name in tenants.by_id
    ]
    shared = [_SHARED_ACCOUNT] if SHARED in by_owner else []
    gone = [
        _without_file(owner, ended, tenants)
        for owner, ended in by_owner.items()
        if owner not in tenants.by_id and owner != SHARED
    ]
    return [*declared, *shared, *gone]


_ENDED = frozenset(IRREVERSIBLE.values()) - {ApprovableResource.BRAND}
"""What ends when a tenant leaves: a brand stays at Twilio, and costs nothing more."""

_SHARED_ACCOUNT = Refusal(
    "",
    (
        NotApproved(
            tenant="",
            resources=(ApprovableResource.SUBACCOUNT,),
            sentence=(
                "the subaccount that tenants share would be closed, with all that is in it. Let its tenants leave "
                "first, one by one, or leave this stack as it is and begin another"
            ),
        ),
    ),
)


def _needs_approval(step: IrreversibleStep, tenant: Tenant, today: dt.date) -> bool:
    ends_something = bool(step.because) or step.resource in _ENDED
    return ends_something and tenant.approval(step.resource, today) is None


def _not_approved(tenant: Tenant, steps: Sequence[IrreversibleStep], tenants: Tenants) -> Refusal:
    needed = [each for each in IRREVERSIBLE.values() if each in {step.resource for step in steps}]
    if tenant.state is State.CLOSED and ApprovableResource.SUBACCOUNT not in needed:
        needed.append(ApprovableResource.SUBACCOUNT)
    file = tenants.where(tenant.id, "").rpartition(":")[0]
    sentences = tuple(
        NotApproved(tenant=tenant.id, resources=(step.resource,), sentence=_sentence(step, tenant, tenants))
        for step in steps
    )
    return Refusal(tenant.id, sentences, f"If that is meant, have it approved in {file}:\n{_approval(needed)}")


def _sentence(step: IrreversibleStep, tenant: Tenant, tenants: Tenants) -> str:
    fields = paths_in_tenant(_KINDS[step.resource], step.name, step.because) or ("",)
    lines = ", ".join(f"{tenants.where(tenant.id, field)} {field}".rstrip() for field in fields)
    what = f"would be replaced ({lines})" if step.because else "would end"
    cost = price(step.resource, tenant, tenants) if step.because else price_again(step, tenants)
    paid = f"a new one costs {cost}, and " if cost != Price() else ""
    expired = [each.expires for each in tenant.approvals if each.resource is step.resource]
    note = f". The approval at {tenants.where(tenant.id, 'approvals')} expired on {max(expired)}" if expired else ""
    return f"{tenant.id}: its {step.resource.words} {what}: {paid}{LOSSES[step.resource]}{note}"


def _without_file(owner: str, steps: Sequence[IrreversibleStep], tenants: Tenants) -> Refusal:
    resources = tuple(step.resource for step in steps)
    cost = sum((price_again(step, tenants) for step in steps), Price())
    words = ", ".join(each.words for each in resources)
    losses = "; ".join(f"{each.words}: {LOSSES[each]}" for each in resources if each in _ENDED)
    sentence = (
        f"{owner}: no tenant of that name is declared any more, but this stack has its {words} ({losses}). "
        f"To have them again would cost {cost}."
    )
    remedy = (
        f"If it is to leave, put tenants/{owner}.yaml back with\n"
        f"state: closed\noffboarding: {{on: {_EXAMPLE}, hold_days: 30}}\n"
        f"{_approval([each for each in resources if each in _ENDED])}"
    )
    return Refusal(owner, (NotApproved(tenant=owner, resources=resources, sentence=sentence),), remedy)


_EXAMPLE = "YYYY-MM-DD"


def _approval(resources: Iterable[ApprovableResource]) -> str:
    entries = [
        f"  - resource: {each.value}\n    reason: ...\n    approver: ...\n    expires: {_EXAMPLE}" for each in resources
    ]
    return "\n".join(["approvals:", *entries])

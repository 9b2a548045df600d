"""Refusals: what the program prints about irreversible steps that are not approved, and how to approve them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from owl.approvals.irreversible import IRREVERSIBLE, IrreversibleStep, price, price_again
from owl.approvals.renamed import way_back
from owl.origins.resource_inputs import paths_in_tenant
from owl.records import NotApproved
from owl.rendering.on_stack import on_stack
from tenants.model import ApprovableResource, Price, State, Tenant, Tenants
from tenants.model.naming import SHARED

NOTHING_DONE = "nothing was changed: these steps are irreversible and not approved"
"""The line before the refusals."""

LOSSES: Mapping[ApprovableResource, str] = {
    ApprovableResource.CAMPAIGN: "nothing can be sent until a new one is approved, which takes days to weeks",
    ApprovableResource.PHONE_NUMBER: "the number's next owner receives the replies of this tenant's customers",
    ApprovableResource.BRAND: "the old one cannot be deleted, and the new one is reviewed from the start",
    ApprovableResource.TOLL_FREE_VERIFICATION: "the toll-free number sends nothing until a new one is approved, which "
    "takes days",
    ApprovableResource.SUBACCOUNT: "closing it is permanent and releases every number in it",
    ApprovableResource.API_KEY: "what sends with it stops immediately, until it has the new one",
}
"""What is lost, besides the money."""

_ENDS: Mapping[ApprovableResource, str] = {
    ApprovableResource.CAMPAIGN: "would be deleted",
    ApprovableResource.PHONE_NUMBER: "would be released",
    ApprovableResource.SUBACCOUNT: "would be closed",
}
"""What ends when a tenant leaves, and how. A brand stays at Twilio, and costs nothing more."""

_LOST: Mapping[ApprovableResource, str] = {
    ApprovableResource.CAMPAIGN: LOSSES[ApprovableResource.CAMPAIGN],
    ApprovableResource.PHONE_NUMBER: "replies to the old one no longer arrive. Find out who released it",
    ApprovableResource.BRAND: "it is reviewed from the start",
}
"""What is lost when something was deleted at Twilio, besides the money."""

_KINDS = {resource: kind for kind, resource in IRREVERSIBLE.items()}


@dataclass(frozen=True)
class Refusal:
    """Why the program refuses to run because of a tenant.

    Attributes:
        tenant: The tenant; empty for the shared account.
        not_approved: The steps that are not approved.
        remedy: What to write in which file to approve them; empty if they can't be approved.
    """

    tenant: str
    not_approved: tuple[NotApproved, ...]
    remedy: str = ""

    def __str__(self) -> str:
        """Return the whole refusal, for a terminal."""
        sentences = "\n".join(each.sentence for each in self.not_approved)
        return f"{sentences}\n{self.remedy}".rstrip()


def refusals(
    steps: Iterable[IrreversibleStep],
    tenants: Tenants,
    stack: str,
    today: dt.date,
    renamed: Mapping[str, tuple[str, str]] | None = None,
) -> list[Refusal]:
    """Return a refusal for each tenant that has irreversible steps without an approval.

    Args:
        steps: The irreversible steps.
        tenants: The tenants.
        stack: The stack's name.
        today: The day, in UTC.
        renamed: See `owl.approvals.renamed.renamed`.
    """
    by_owner: dict[str, list[IrreversibleStep]] = {}
    for step in steps:
        tenant = tenants.by_id.get(step.tenant_id)
        if tenant is None or _needs_approval(step, tenant, today):
            by_owner.setdefault(step.tenant_id, []).append(step)
    declared = [
        _not_approved(tenants.by_id[name], by_owner[name], tenants, stack) for name in by_owner if name in tenants.by_id
    ]
    shared = [_SHARED_ACCOUNT] if SHARED in by_owner else []
    files = renamed or {}
    gone = [
        _renamed(owner, ended, *files[owner]) if owner in files else _without_file(owner, ended, tenants)
        for owner, ended in by_owner.items()
        if owner not in tenants.by_id and owner != SHARED
    ]
    return [*declared, *shared, *gone]


_SHARED_ACCOUNT = Refusal(
    "",
    (
        NotApproved(
            tenant="",
            resources=(ApprovableResource.SUBACCOUNT,),
            sentence=(
                "the shared subaccount would be closed with everything in it. Offboard its tenants first, one by one, "
                "or keep this stack as it is and create a new one"
            ),
        ),
    ),
)


def _needs_approval(step: IrreversibleStep, tenant: Tenant, today: dt.date) -> bool:
    ends_something = bool(step.because or step.vanished or step.revokes) or step.resource in _ENDS
    return ends_something and tenant.approval(step.resource, today) is None


def _not_approved(tenant: Tenant, steps: Sequence[IrreversibleStep], tenants: Tenants, stack: str) -> Refusal:
    needed = [each for each in ApprovableResource if each in {step.resource for step in steps}]
    if tenant.state is State.CLOSED and ApprovableResource.SUBACCOUNT not in needed:
        needed.append(ApprovableResource.SUBACCOUNT)
    file = tenants.where(tenant.id, "").rpartition(":")[0]
    sentences = tuple(
        NotApproved(
            tenant=tenant.id,
            resources=(step.resource,),
            sentence=_sentence(step, tenant, tenants),
            buys=bool(step.because or step.vanished),
        )
        for step in steps
    )
    remedy = f"If you intend this, have it approved in {file}:\n{_approval(needed)}"
    if any(step.revokes for step in steps):
        restore = on_stack("pulumi stack import --file ...", stack)
        remedy = (
            f"If the stack's state was lost, restore it (`{restore}`): then nothing is revoked. If PULUMI_BACKEND_URL "
            f"names another backend than usual, correct it.\n{remedy}"
        )
    return Refusal(tenant.id, sentences, remedy)


def _sentence(step: IrreversibleStep, tenant: Tenant, tenants: Tenants) -> str:
    if step.vanished:
        what = f"{step.vanished} no longer exists at Twilio and would be bought again"
    elif step.revokes:
        what = f"{step.revokes} would be revoked, because the state does not have its secret"
    elif step.because:
        fields = paths_in_tenant(_KINDS[step.resource], step.name, step.because) or ("",)
        what = f"would be replaced ({', '.join(_declared_at(field, tenant, tenants) for field in fields)})"
    else:
        what = _ENDS[step.resource]
    cost = (
        price(step.resource, tenant, tenants, step.name)
        if step.because or step.vanished
        else price_again(step, tenants)
    )
    paid = f"a new one costs {cost}, and " if cost != Price() else ""
    expired = [each.expires for each in tenant.approvals if each.resource is step.resource]
    note = f". The approval at {tenants.where(tenant.id, 'approvals')} expired on {max(expired)}" if expired else ""
    lost = _LOST[step.resource] if step.vanished else LOSSES[step.resource]
    return f"{tenant.id}: its {step.resource.words} {what}: {paid}{lost}{note}"


def _declared_at(field: str, tenant: Tenant, tenants: Tenants) -> str:
    """Return the file and line that set a field: for a default of the package, also the line that names the package."""
    own, catalogue = tenants.positions[tenant.id].places, tenants.positions.get(_PACKAGES)
    default = f"{tenant.package}.defaults.{field}"
    if field.partition(".")[0] in own or catalogue is None or default not in catalogue.places:
        return f"{tenants.where(tenant.id, field)} {field}".rstrip()
    return f"{tenants.where(tenant.id, 'package')} package, {tenants.where(_PACKAGES, default)} {field}"


_PACKAGES = "catalogue/packages"


def revocation(step: IrreversibleStep) -> str:
    """Return what an approved run says about the key that it revokes."""
    return f"to revoke: API key {step.revokes} of {step.tenant_id}: {LOSSES[step.resource]} (stack output `senders`)"


def refusal_if_gone(step: IrreversibleStep, tenant: Tenant, tenants: Tenants, stack: str, today: dt.date) -> str:
    """Return why a paid resource that a refresh of this run finds missing is not bought again; empty if approved."""
    return str(_not_approved(tenant, [step], tenants, stack)) if _needs_approval(step, tenant, today) else ""


def _renamed(owner: str, steps: Sequence[IrreversibleStep], new: str, common: str) -> Refusal:
    resources = tuple(step.resource for step in steps)
    return Refusal(owner, (NotApproved(tenant=owner, resources=resources, sentence=way_back(owner, new, common)),))


def _without_file(owner: str, steps: Sequence[IrreversibleStep], tenants: Tenants) -> Refusal:
    resources = tuple(step.resource for step in steps)
    cost = sum((price_again(step, tenants) for step in steps), Price())
    words = ", ".join(each.words for each in resources)
    losses = "; ".join(f"{each.words}: {LOSSES[each]}" for each in resources if each in _ENDS)
    sentence = (
        f"{owner}: this tenant has no file any more, but the stack still has its {words} ({losses}). "
        f"Replacing them would cost {cost}."
    )
    remedy = (
        f"If the tenant is leaving, restore tenants/{owner}.yaml and add\n"
        f"state: closed\noffboarding: {{on: {_EXAMPLE}, hold_days: 30}}\n"
        f"{_approval([each for each in resources if each in _ENDS])}"
    )
    return Refusal(owner, (NotApproved(tenant=owner, resources=resources, sentence=sentence),), remedy)


_EXAMPLE = "YYYY-MM-DD"


def _approval(resources: Iterable[ApprovableResource]) -> str:
    entries = [
        f"  - resource: {each.value}\n    reason: ...\n    approver: ...\n    expires: {_EXAMPLE}" for each in resources
    ]
    return "\n".join(["approvals:", *entries]) if entries else ""

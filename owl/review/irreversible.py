"""Irreversible steps: what would be replaced or deleted for good, and who approved it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from owl.approvals.irreversible import IRREVERSIBLE, price
from owl.approvals.refusals import LOSSES
from owl.previews import Op, Preview, PreviewStep
from owl.records import NotApproved, ProgramRefused
from owl.review.side import Side
from providers.core.gate import is_waiting
from tenants.model import ApprovableResource, Approval, Price, Tenant


@dataclass(frozen=True)
class IrreversibleChange:
    """A replacement or deletion that can't be undone.

    Attributes:
        stack: In which stack.
        tenant: Whose resource it is; empty for a shared one.
        resource: What is replaced or deleted.
        op: Whether it is replaced or deleted.
        because: The inputs that can't be changed, if it is replaced.
        approval: The approval that applies; None if none is needed.
        where: File and line of the approval.
    """

    stack: str
    tenant: str
    resource: ApprovableResource
    op: Op
    because: tuple[str, ...] = ()
    approval: Approval | None = None
    where: str = ""

    @property
    def loss(self) -> str:
        """What is lost, besides money."""
        return LOSSES[self.resource]


def irreversible_changes(previews: Iterable[Preview], head: Side, day: dt.date) -> tuple[IrreversibleChange, ...]:
    """Return the irreversible steps of the previews, without those that the program refuses."""
    return tuple(
        _change(preview.stack, step, head, day)
        for preview in previews
        for step in _ended(preview)
        if not _is_refused(preview, step)
    )


def not_approved(preview: Preview) -> tuple[NotApproved, ...]:
    """Return the steps that the program refused for lack of an approval."""
    return tuple(
        each
        for error in preview.errors
        if isinstance(error.record, ProgramRefused)
        for each in error.record.not_approved
    )


def is_whole(preview: Preview) -> bool:
    """Return whether the engine compared everything: a step without an approval alone does not keep it from that."""
    others = [each for each in preview.errors if not isinstance(each.record, ProgramRefused)]
    return preview.complete or (bool(not_approved(preview)) and bool(preview.steps) and not others)


def _is_refused(preview: Preview, step: PreviewStep) -> bool:
    resource = IRREVERSIBLE[step.kind]
    return any(each.tenant == (step.tenant or "") and resource in each.resources for each in not_approved(preview))


def replacement_prices(previews: Iterable[Preview], head: Side) -> dict[str, Price]:
    """Return what each tenant pays for replacements in the previewed stacks, also for those refused so far."""
    found: dict[str, Price] = {}
    for preview in previews:
        for step in _ended(preview):
            tenant = head.by_id.get(str(step.tenant))
            if step.op is Op.REPLACE and not _is_refused(preview, step) and tenant and head.tenants:
                cost = price(IRREVERSIBLE[step.kind], tenant, head.tenants, step.name)
                found[tenant.id] = found.get(tenant.id, Price()) + cost
        for refused in not_approved(preview):
            tenant = head.by_id.get(refused.tenant) if refused.buys else None
            if tenant and head.tenants:
                costs = (price(each, tenant, head.tenants) for each in refused.resources)
                found[tenant.id] = sum(costs, found.get(tenant.id, Price()))
    return found


def _ended(preview: Preview) -> Iterator[PreviewStep]:
    """Yield the steps that replace or delete something for good."""
    for step in preview.steps:
        resource = IRREVERSIBLE.get(step.kind)
        stays = resource is ApprovableResource.BRAND and step.op is Op.DELETE  # at Twilio, and costs nothing more
        if resource and step.op in {Op.REPLACE, Op.DELETE} and not stays and not is_waiting(step.old_outputs):
            yield step


def _change(stack: str, step: PreviewStep, head: Side, day: dt.date) -> IrreversibleChange:
    resource = IRREVERSIBLE[step.kind]
    tenant = head.by_id.get(str(step.tenant))
    approval = tenant.approval(resource, day) if tenant else None
    return IrreversibleChange(
        stack=stack,
        tenant=step.tenant or "",
        resource=resource,
        op=step.op,
        because=tuple(change.path for change in step.changes) if step.op is Op.REPLACE else (),
        approval=approval,
        where=_where(tenant, approval, head) if tenant and approval else "",
    )


def _where(tenant: Tenant, approval: Approval, head: Side) -> str:
    return head.where(tenant.id, f"approvals[{tenant.approvals.index(approval)}]")

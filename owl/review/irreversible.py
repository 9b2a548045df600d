"""What cannot be undone: what would be replaced or ended for good, and who approved it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from owl.approvals.irreversible import IRREVERSIBLE, LOSSES, NOTHING_DONE, price
from owl.previews import Op, Preview, Step
from owl.review.side import Side
from providers.core.gate import is_waiting
from tenants.model import ApprovableResource, Price, Tenant

_REFUSED = re.compile(rf"^stack [^:\n]+: {NOTHING_DONE}")
"""How the program begins what it says of final steps that nobody has approved."""

_REMEDY = " If it is to leave, "
"""How it begins to say what to do instead, in lines that are meant for a terminal."""

_OF_A_TENANT = re.compile(r"^(?:[a-z0-9-]+: (?:its|no tenant of that name) |the subaccount that tenants share )")
"""How it goes on for each."""


@dataclass(frozen=True)
class Final:
    """A step that is final.

    Attributes:
        stack: In which stack.
        tenant: Whose.
        resource: What.
        op: Whether it is replaced or ends.
        because: The inputs that can't be changed, if it is replaced.
        approver: Who approved it; empty where nobody has to.
        approval: Until when and why, in words.
        where: Where that stands.
    """

    stack: str
    tenant: str
    resource: ApprovableResource
    op: Op
    because: str
    approver: str
    approval: str
    where: str

    @property
    def loss(self) -> str:
        """What is lost beside the money."""
        return LOSSES[self.resource]


def irreversible_steps(previews: Iterable[Preview], head: Side, day: dt.date) -> tuple[Final, ...]:
    """Give the steps that the engine would take: all that need an approval have it, or it would have refused."""
    return tuple(_final(preview.stack, step, head, day) for preview in previews for step in _replaced(preview))


def unapproved(preview: Preview) -> tuple[str, ...]:
    """Give what the program says of each final step that nobody approved; none where it refused for nothing such."""
    refusals = [each.message for each in preview.errors if _REFUSED.match(each.message)]
    lines = [line for text in refusals for line in text.splitlines() if _OF_A_TENANT.match(line)]
    return tuple(line.partition(_REMEDY)[0] for line in lines)


def price_again(previews: Iterable[Preview], head: Side) -> dict[str, Price]:
    """Give what each tenant pays again in the stacks that the previews are of."""
    found: dict[str, Price] = {}
    for preview in previews:
        for step in _replaced(preview):
            tenant = head.by_id.get(str(step.tenant))
            if step.op is Op.REPLACE and tenant and head.tenants:
                cost = price(IRREVERSIBLE[step.kind], tenant, head.tenants)
                found[tenant.id] = found.get(tenant.id, Price()) + cost
    return found


def _replaced(preview: Preview) -> Iterator[Step]:
    for step in preview.steps:
        resource = IRREVERSIBLE.get(step.kind)
        stays = resource is ApprovableResource.BRAND and step.op is Op.DELETE  # at Twilio, and costs nothing more
        if resource and step.op in {Op.REPLACE, Op.DELETE} and not stays and not is_waiting(step.old_outputs):
            yield step


def _final(stack: str, step: Step, head: Side, day: dt.date) -> Final:
    resource = IRREVERSIBLE[step.kind]
    tenant = head.by_id.get(str(step.tenant))
    approval = tenant.approval(resource, day) if tenant else None
    return Final(
        stack=stack,
        tenant=step.tenant or "all that share an account",
        resource=resource,
        op=step.op,
        because=", ".join(change.path for change in step.changes) if step.op is Op.REPLACE else "",
        approver=approval.approver if approval else "",
        approval=f"until {approval.expires}: {approval.reason}" if approval else "",
        where=_where(tenant, resource, day, head) if tenant else "",
    )


def _where(tenant: Tenant, resource: ApprovableResource, day: dt.date, head: Side) -> str:
    counting = [index for index, each in enumerate(tenant.approvals) if each.resource is resource and each.counts(day)]
    return head.where(tenant.id, f"approvals[{counting[0]}]") if counting else ""

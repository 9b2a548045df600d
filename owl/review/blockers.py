"""What blocks a change, besides the findings of rules: each with what to do about it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from owl.previews import Preview
from owl.records import NotApproved
from owl.rendering.markdown import quoted
from owl.review.irreversible import not_approved
from owl.review.side import Side
from owl.review.tenants_changed import Kind, TenantChange
from owl.review.unseen import failures
from tenants.model import ApprovableResource, State, Tenant
from tenants.model.naming import tenant_file

_REPLACING = {"campaign.use_case": ApprovableResource.CAMPAIGN, "brand.kind": ApprovableResource.BRAND}
"""Fields that Twilio can't change, and what is replaced instead."""


@dataclass(frozen=True)
class Blocker:
    """Something that blocks a deployment.

    Attributes:
        what: What it is, in a sentence without its full stop.
        to_do: What to do about it; empty if `what` says it.
        stacks: The stacks that it was seen in, unless `what` names them.
    """

    what: str
    to_do: str = ""
    stacks: tuple[str, ...] = ()


def blockers(
    previews: Sequence[Preview], changes: Iterable[TenantChange], base: Side, head: Side, day: dt.date
) -> tuple[Blocker, ...]:
    """Return what blocks the change.

    Args:
        previews: What the engine would do with the head.
        changes: The changes of tenants.
        base: The project as it was.
        head: As it would be.
        day: The date for which both are checked.
    """
    if not previews:
        return tuple(_in_files(changes, base, head, day))
    stacks: dict[NotApproved, list[str]] = {}
    for preview in previews:
        for each in not_approved(preview):
            stacks.setdefault(each, []).append(preview.stack)
    irreversible = (
        Blocker(f"irreversible step without an approval: {each.sentence.rstrip('.')}", _to_do(each, head), tuple(names))
        for each, names in stacks.items()
    )
    failed = (Blocker(line, "correct what it names, then preview again") for line in failures(previews))
    return (*irreversible, *failed)


def _to_do(step: NotApproved, head: Side) -> str:
    if not step.tenant:
        return ""
    if step.tenant not in head.ids:
        return _restore(step.tenant)
    resources = ", ".join(f"`{each.value}`" for each in step.resources)
    return f"revert it, or have it approved: add an entry for {resources} to `approvals` in {_file(step.tenant)}"


def _in_files(changes: Iterable[TenantChange], base: Side, head: Side, day: dt.date) -> Iterator[Blocker]:
    """Yield what a deployment refuses if the stack has what the files are about. No preview says whether it does."""
    for change in changes:
        before, after = base.by_id.get(change.tenant), head.by_id.get(change.tenant)
        if change.kind is Kind.HAS_NO_FILE and change.tenant in base.ids and not _has_left(before, day):
            yield Blocker(
                f"{change.where} is removed, but {change.tenant} is not offboarded: every stack that has something of "
                "it refuses to deploy",
                _restore(change.tenant),
            )
        for field in change.fields:
            resource = _REPLACING.get(field.path)
            if resource and after and after.approval(resource, day) is None:
                yield Blocker(
                    f"{change.tenant}: its {resource.words} would be replaced ({field.where} {field.path}), and no "
                    "approval allows it: every stack that has it refuses to deploy",
                    f"revert it, or add an entry for `{resource.value}` to `approvals` in {_file(change.tenant)}",
                )


def _has_left(tenant: Tenant | None, day: dt.date) -> bool:
    offboarding = tenant.offboarding if tenant and tenant.state is State.CLOSED else None
    return offboarding is not None and offboarding.closes_on <= day


def _restore(tenant: str) -> str:
    return f"restore {_file(tenant)}; if the tenant leaves, set `state: closed` and `offboarding` in it"


def _file(tenant: str) -> str:
    return quoted(tenant_file(tenant))

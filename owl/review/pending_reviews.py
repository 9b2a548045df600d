"""The reviews that a change waits for, and the current ones of its tenants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from owl.previews import Op, Preview, PreviewStep
from owl.registration.progress import REVIEWED, ReviewStatus, Stage, status_field, step_of
from owl.registration.rejection_table import rejection_table
from owl.registration.rejections import explained, sentence
from owl.review.side import Side
from providers.brand_registration import FREE_RESUBMISSIONS
from providers.core.bundle import NOT_EDITABLE, TO_BE_SUBMITTED


class WaitKind(StrEnum):
    """How a review concerns a change."""

    UNDECIDED = "undecided"
    """It began before the change and is not approved."""

    KEPT = "kept"
    """Twilio doesn't allow changes: its data can be changed only after the brand has failed."""

    REFUSED = "refused"
    """It was resubmitted as often as Twilio allows."""

    FIRST = "first"
    """It begins."""

    NEW_REVIEW = "new_review"
    """It begins for a replacement of what was reviewed before."""

    AGAIN = "again"
    """It was rejected, and is resubmitted."""

    REPEATED = "repeated"
    """What is under review or approved changes, and is therefore reviewed again."""


_CHANGED = {"campaign": WaitKind.REPEATED, "customer profile": WaitKind.KEPT, "trust product": WaitKind.KEPT}
"""The effect of a change to what is under review or approved."""

_LAST_TIME = 21724
"""Twilio's error for a brand that was resubmitted as often as allowed."""


@dataclass(frozen=True)
class Reviewed:
    """A reviewed resource, as it was before the change.

    Attributes:
        step: What: a customer profile, a brand and so on.
        stage: The stage of its review.
        reasons: Why it was rejected, and what to do.
        resubmissions: How often it was resubmitted; None if there is no limit.
    """

    step: str
    stage: Stage
    reasons: tuple[str, ...] = ()
    resubmissions: int | None = None


@dataclass(frozen=True)
class Wait:
    """Why a tenant waits.

    Attributes:
        kind: How the reviews concern the change.
        reviews: Which ones, in the order of registration; one, unless they begin.
    """

    kind: WaitKind
    reviews: tuple[Reviewed, ...]

    @property
    def most(self) -> int:
        """How many resubmissions of a brand are free of charge."""
        return FREE_RESUBMISSIONS

    @property
    def error(self) -> int | None:
        """Twilio's error for what it refuses."""
        return {WaitKind.KEPT: NOT_EDITABLE, WaitKind.REFUSED: _LAST_TIME}.get(self.kind)

    @property
    def remedy(self) -> str:
        """What to do about a brand that can't be resubmitted, worded to follow a colon."""
        remedy = rejection_table().brand[_LAST_TIME].remedy
        return f"{remedy[0].lower()}{remedy[1:].rstrip('.')}"


@dataclass(frozen=True)
class PendingReview:
    """What tenants wait for in a stack.

    Attributes:
        stack: The stack.
        waits: Why they wait.
        tenants: Who waits, sorted.
    """

    stack: str
    waits: tuple[Wait, ...]
    tenants: tuple[str, ...]


def pending_reviews(previews: Iterable[Preview], head: Side) -> tuple[PendingReview, ...]:
    """Return what each changed tenant waits for; those that wait for the same are one pending review."""
    found: dict[tuple[str, tuple[Wait, ...]], list[str]] = {}
    for preview in previews:
        for tenant, steps in sorted(_by_tenant(preview).items()):
            if waits := tuple(_waits(tenant, steps, head)):
                found.setdefault((preview.stack, waits), []).append(tenant)
    return tuple(PendingReview(stack, waits, tuple(names)) for (stack, waits), names in found.items())


def _by_tenant(preview: Preview) -> dict[str, list[PreviewStep]]:
    """Return the steps of each tenant for which anything changes."""
    found: dict[str, list[PreviewStep]] = {}
    for step in preview.steps:
        if step.tenant and step.is_at_provider and step.op is not Op.REFRESH:
            found.setdefault(step.tenant, []).append(step)
    return {tenant: steps for tenant, steps in found.items() if any(step.changes_something for step in steps)}


def _waits(tenant: str, steps: list[PreviewStep], head: Side) -> Iterator[Wait]:
    """Return why a tenant waits, in the order of registration; reviews that begin alike are one reason, at the end."""
    statuses = [(step, _before(step)) for kind in REVIEWED for step in steps if step.kind == kind]
    correctable = any(before.step == "brand" and before.stage is Stage.REJECTED for _, before in statuses)
    begun: dict[WaitKind, list[Reviewed]] = {}
    for step, before in statuses:
        kind, review = _kind(step, before), _reviewed(before, tenant, head)
        if kind is WaitKind.KEPT:
            if not correctable:
                yield Wait(kind, (review,))
            continue
        if step.op is not Op.DELETE and step.old_outputs and before.stage is not Stage.APPROVED:
            yield Wait(WaitKind.UNDECIDED, (review,))
        if kind is WaitKind.REFUSED:
            yield Wait(kind, (review,))
        elif kind:
            begun.setdefault(kind, []).append(review)
    yield from (Wait(kind, tuple(reviews)) for kind, reviews in begun.items())


def _kind(step: PreviewStep, before: ReviewStatus) -> WaitKind | None:
    """Return what a step means for the review of its resource; None where it means nothing."""
    match step.op:
        case Op.CREATE:
            return WaitKind.FIRST
        case Op.REPLACE:
            return WaitKind.NEW_REVIEW
        case Op.UPDATE if step.old_outputs:
            return _kind_of_update(before)
        case _:
            return None


def _kind_of_update(before: ReviewStatus) -> WaitKind | None:
    if before.stage is Stage.WAITING:
        return WaitKind.FIRST
    if before.status not in TO_BE_SUBMITTED:
        return _CHANGED.get(before.step)
    used_up = before.step == "brand" and before.resubmissions >= FREE_RESUBMISSIONS
    return WaitKind.REFUSED if used_up else WaitKind.AGAIN


def _reviewed(before: ReviewStatus, tenant: str, head: Side) -> Reviewed:
    why = (explained(error, before.step) for error in before.errors)
    reasons = tuple(sentence(each, lambda path: head.where(tenant, path)) for each in why)
    return Reviewed(before.step, before.stage, reasons, before.resubmissions if before.step == "brand" else None)


def _before(step: PreviewStep) -> ReviewStatus:
    name = step_of(step.kind, step.name)
    said = {"status": step.old_outputs.get(status_field(name))}
    return ReviewStatus.from_outputs({"step": name, **step.old_outputs, **said})

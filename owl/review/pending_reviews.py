"""The reviews that a change waits for, and those that its tenants stand in now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from owl.previews import Op, Preview, Step
from owl.registration.progress import Review, Stage, status_field
from owl.registration.rejection_table import rejection_table
from owl.registration.rejections import explained, sentence
from owl.review.side import Side
from providers.brand_registration import FREE_RESUBMISSIONS
from providers.core.bundle import NOT_EDITABLE, TO_BE_SUBMITTED

_LADDER = {
    "CustomerProfileSubmission": "customer profile",
    "TrustProductSubmission": "trust product",
    "BrandRegistration": "brand",
    "BrandVetting": "vetting",
    "Campaign": "campaign",
}
"""What is reviewed, in the order of the ladder, and what `owl.registration.progress` calls it."""

_FIRST, _ANEW, _AGAIN = "to be reviewed", "to be reviewed from the start", "submitted again"
"""How a review begins."""

_KEPT = f"Twilio keeps its facts as they are ({NOT_EDITABLE}): put the file back, or ask Twilio's support"

_OTHERWISE = {"campaign": "reviewed again", "customer profile": _KEPT, "trust product": _KEPT}
"""What becomes of a change to what is under review or approved. Facts can be changed once the brand has failed."""

_LAST_TIME = 21724
"""Twilio's error of a brand that was submitted again as often as it may be."""


@dataclass(frozen=True)
class PendingReview:
    """What a tenant waits for in a stack.

    Attributes:
        stack: The stack.
        waits: What is reviewed, and why, in words.
        tenants: Whose, sorted.
    """

    stack: str
    waits: str
    tenants: tuple[str, ...]


def pending_reviews(previews: Iterable[Preview], head: Side) -> tuple[PendingReview, ...]:
    """Give what each changed tenant waits for; those that wait for the same are one pending review."""
    found: dict[tuple[str, str], set[str]] = {}
    for preview in previews:
        for tenant, steps in _by_tenant(preview).items():
            if waits := "; ".join(_waits(tenant, steps, head)):
                found.setdefault((preview.stack, waits), set()).add(tenant)
    return tuple(PendingReview(stack, waits, tuple(sorted(names))) for (stack, waits), names in sorted(found.items()))


def _by_tenant(preview: Preview) -> dict[str, list[Step]]:
    """Give the steps of each tenant for which anything changes."""
    found: dict[str, list[Step]] = {}
    for step in preview.steps:
        if step.tenant and step.is_at_provider and step.op is not Op.REFRESH:
            found.setdefault(step.tenant, []).append(step)
    return {tenant: steps for tenant, steps in found.items() if any(step.changes_something for step in steps)}


def _waits(tenant: str, steps: list[Step], head: Side) -> Iterator[str]:
    """Say it of each review, in the order of the ladder; what begins alike is said once."""
    reviewed = [(step, _before(step)) for kind in _LADDER for step in steps if step.kind == kind]
    correctable = any(before.step == "brand" and before.stage is Stage.REJECTED for _, before in reviewed)
    begun: dict[str, list[str]] = {}
    for step, before in reviewed:
        if step.op is Op.DELETE:
            continue
        begins = _begins(step, before)
        if begins == _KEPT:
            if not correctable:
                yield f"{before.step} {_stands(before, tenant, head)}, and {_KEPT}"
            continue
        if step.old_outputs and before.stage is not Stage.APPROVED:
            yield f"{before.step} {_stands(before, tenant, head)}"
        if begins == _AGAIN and before.step == "brand":
            if before.resubmissions >= FREE_RESUBMISSIONS:
                yield _refused(before)
                continue
            begun.setdefault(begins, []).append(f"brand ({_free(before)})")
        elif begins:
            begun.setdefault(begins, []).append(before.step)
    yield from (f"{begins}: {', '.join(names)}" for begins, names in begun.items())


def _before(step: Step) -> Review:
    name = _LADDER[step.kind]
    said = {"status": step.old_outputs.get(status_field(name))}
    return Review.from_outputs({"step": name, **step.old_outputs, **said})


def _begins(step: Step, before: Review) -> str:
    """Say how a step begins a review, or that it can't; empty where it does not."""
    if step.op in {Op.CREATE, Op.REPLACE}:
        return _FIRST if step.op is Op.CREATE else _ANEW
    if step.op is not Op.UPDATE or not step.old_outputs:
        return ""
    if before.stage is Stage.WAITING:
        return _FIRST
    return _AGAIN if before.status in TO_BE_SUBMITTED else _OTHERWISE.get(before.step, "")


def _free(brand: Review) -> str:
    return f"free of charge, {brand.resubmissions + 1} of {FREE_RESUBMISSIONS} times"


def _refused(brand: Review) -> str:
    remedy = rejection_table().brand[_LAST_TIME].remedy
    return (
        f"it was submitted again {brand.resubmissions} of {FREE_RESUBMISSIONS} times, and Twilio refuses another one "
        f"({_LAST_TIME}): {remedy[0].lower()}{remedy[1:].rstrip('.')}"
    )


def _stands(review: Review, tenant: str, head: Side) -> str:
    reasons = "; ".join(sentence(explained(error), lambda path: head.where(tenant, path)) for error in review.errors)
    now = "" if review.stage is Stage.APPROVED else " now"
    return f"is {review.stage}{now}{f' ({reasons})' if reasons else ''}"

"""The reviews that a change waits for, and those that its tenants stand in now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from owl.review.side import Side
from previews import Op, Preview, Step
from providers.brand_registration import FREE_RESUBMISSIONS
from stack.rejection_table import BRAND
from stack.rejections import explained, sentence
from stack.standing import Review, Stage, status_field

_LADDER = {
    "CustomerProfileSubmission": "customer profile",
    "TrustProductSubmission": "trust product",
    "BrandRegistration": "brand",
    "BrandVetting": "vetting",
    "Campaign": "campaign",
}
"""What is reviewed, in the order of the ladder, and what `stack.standing` calls it."""

_FIRST, _ANEW, _AGAIN = "to be reviewed", "to be reviewed from the start", "submitted again"

_LAST_TIME = 21724
"""Twilio's error of a brand that was submitted again as often as it may be."""


@dataclass(frozen=True)
class Gate:
    """What a tenant waits for in a stack.

    Attributes:
        stack: The stack.
        waits: What is reviewed, and why, in words.
        tenants: Whose, sorted.
    """

    stack: str
    waits: str
    tenants: tuple[str, ...]


def gates(previews: Iterable[Preview], head: Side) -> tuple[Gate, ...]:
    """Give what each changed tenant waits for; those that wait for the same are one gate."""
    found: dict[tuple[str, str], set[str]] = {}
    for preview in previews:
        for tenant, steps in _by_tenant(preview).items():
            if waits := "; ".join(_waits(tenant, steps, head)):
                found.setdefault((preview.stack, waits), set()).add(tenant)
    return tuple(Gate(stack, waits, tuple(sorted(names))) for (stack, waits), names in sorted(found.items()))


def _by_tenant(preview: Preview) -> dict[str, list[Step]]:
    """Give the steps of each tenant for which anything changes."""
    found: dict[str, list[Step]] = {}
    for step in preview.steps:
        if step.tenant and step.is_at_provider and step.op is not Op.REFRESH:
            found.setdefault(step.tenant, []).append(step)
    return {tenant: steps for tenant, steps in found.items() if any(step.changes_something for step in steps)}


def _waits(tenant: str, steps: list[Step], head: Side) -> Iterator[str]:
    """Say it of each review, in the order of the ladder; what begins alike is said once."""
    begun: dict[str, list[str]] = {}
    for kind, words in _LADDER.items():
        for step in (each for each in steps if each.kind == kind and each.op is not Op.DELETE):
            before = Review.from_outputs(
                {
                    "step": words,
                    "status": step.old_outputs.get(status_field(words)),
                    "errors": step.old_outputs.get("errors"),
                    "resubmissions": step.old_outputs.get("resubmissions"),
                }
            )
            if step.old_outputs and before.stage is not Stage.APPROVED:
                yield f"{words} {_stands(before, tenant, head)}"
            begins = _begins(step, before)
            if begins == _AGAIN and words == "brand":
                if before.resubmissions >= FREE_RESUBMISSIONS:
                    yield _refused(before)
                    continue
                begun.setdefault(begins, []).append(f"{words} ({_free(before)})")
            elif begins:
                begun.setdefault(begins, []).append(words)
    yield from (f"{begins}: {', '.join(words)}" for begins, words in begun.items())


def _begins(step: Step, before: Review) -> str:
    """Say how a step begins a review; empty where it does not."""
    if step.op in {Op.CREATE, Op.REPLACE}:
        return _FIRST if step.op is Op.CREATE else _ANEW
    if step.op is not Op.UPDATE or not step.old_outputs:
        return ""
    if before.stage is Stage.WAITING:
        return _FIRST
    stays = before.step == "brand" and before.stage is not Stage.REJECTED
    return "" if stays or before.stage is Stage.APPROVED else _AGAIN


def _free(brand: Review) -> str:
    return f"free of charge, {brand.resubmissions + 1} of {FREE_RESUBMISSIONS} times"


def _refused(brand: Review) -> str:
    remedy = BRAND[_LAST_TIME].remedy
    return (
        f"it was submitted again {brand.resubmissions} of {FREE_RESUBMISSIONS} times, and Twilio refuses another one "
        f"({_LAST_TIME}): {remedy[0].lower()}{remedy[1:].rstrip('.')}"
    )


def _stands(review: Review, tenant: str, head: Side) -> str:
    reasons = "; ".join(sentence(explained(error), lambda path: head.where(tenant, path)) for error in review.errors)
    return f"is {review.stage} now{f' ({reasons})' if reasons else ''}"

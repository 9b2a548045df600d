"""The reviews that a change waits for, and those that its tenants stand in now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from owl.review.side import Side
from previews import Op, Preview, Step
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

_BEGINS = {Op.CREATE: "to be reviewed", Op.REPLACE: "to be reviewed from the start", Op.UPDATE: "submitted again"}


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
                }
            )
            again = step.op in {Op.CREATE, Op.REPLACE} or (
                step.op is Op.UPDATE and before.stage is not Stage.APPROVED and bool(step.old_outputs)
            )
            if step.old_outputs and before.stage is not Stage.APPROVED:
                yield f"{words} {_stands(before, tenant, head)}"
            if again:
                begun.setdefault(_BEGINS[step.op], []).append(words)
    yield from (f"{begins}: {', '.join(words)}" for begins, words in begun.items())


def _stands(review: Review, tenant: str, head: Side) -> str:
    reasons = "; ".join(sentence(explained(error), lambda path: head.where(tenant, path)) for error in review.errors)
    return f"is {review.stage} now{f' ({reasons})' if reasons else ''}"

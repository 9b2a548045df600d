"""How far a tenant has come on the ladder: what it waits for, since when, and what comes next, in a line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from owl.registration.rejections import explained, sentence
from providers.brand_registration import FREE_RESUBMISSIONS
from providers.core.gate import APPROVALS, REJECTIONS, WAITING
from redaction.redact import redact
from tenants.model import BrandKind, State, Tenants
from tenants.model.naming import tenant_file


class Stage(StrEnum):
    """Where a tenant stands."""

    REJECTED = "rejected"
    """Something was turned down: the tenant's file has to be corrected."""

    IN_REVIEW = "in review"
    WAITING = "waiting"
    """Nothing was submitted: something that is not the tenant's has to be approved before."""

    SUSPENDED = "suspended"
    APPROVED = "approved"
    """It may send."""


@dataclass(frozen=True)
class ReviewStatus:
    """One step of the ladder.

    Attributes:
        step: What is reviewed: customer profile, trust product, brand, vetting or campaign.
        status: As Twilio says it, or `waiting`.
        since: The day on which it got there, in ISO 8601; empty while it waits.
        errors: What was wrong, as Twilio says it.
        resubmissions: How often a brand was submitted again.
    """

    step: str
    status: str
    since: str = ""
    errors: tuple[Mapping[str, Any], ...] = ()
    resubmissions: int = 0

    @classmethod
    def from_outputs(cls, outputs: Mapping[str, Any]) -> "ReviewStatus":
        """Read what the resources of a stack say."""
        return cls(
            step=outputs["step"],
            status=outputs.get("status") or WAITING,
            since=(outputs.get("since") or "")[:10],
            errors=tuple(redact(outputs.get("errors") or [])),
            resubmissions=int(outputs.get("resubmissions") or 0),
        )

    @property
    def stage(self) -> Stage:
        """Where this step stands."""
        if self.status in APPROVALS:
            return Stage.APPROVED
        if self.status in REJECTIONS:
            return Stage.REJECTED
        if self.status == WAITING:
            return Stage.WAITING
        return Stage.SUSPENDED if self.status == "SUSPENDED" else Stage.IN_REVIEW


def status_field(step: str) -> str:
    """Name the field in which Twilio says how far a step's review is."""
    return {"campaign": "campaign_status", "vetting": "vetting_status"}.get(step, "status")


def current(reviews: Sequence[ReviewStatus]) -> ReviewStatus:
    """Give the step that decides what happens next: a rejected one, else the first that is not approved."""
    undecided = [each for each in reviews if each.stage is not Stage.APPROVED]
    rejected = [each for each in undecided if each.stage is Stage.REJECTED]
    return (rejected or undecided or [reviews[-1]])[0]


def registration_status(tenant_id: str, reviews: Sequence[ReviewStatus], tenants: Tenants) -> str:
    """Say in a line where a tenant stands; of one that has no file any more, without the lines of its file."""
    declared = tenants.by_id.get(tenant_id)

    def where(path: str) -> str:
        return tenants.where(tenant_id, path) if declared else tenant_file(tenant_id)

    return line(
        reviews,
        lambda error: sentence(explained(error), where),
        asks_owner=declared is not None and declared.brand.kind is BrandKind.SOLE_PROPRIETOR,
        suspended=declared is not None and declared.state is State.SUSPENDED,
    )


def line(
    reviews: Sequence[ReviewStatus],
    sentence: Callable[[Mapping[str, Any]], str],
    *,
    asks_owner: bool = False,
    suspended: bool = False,
) -> str:
    """Say in a line where a tenant stands.

    Args:
        reviews: Its steps, in the order of the ladder.
        sentence: Says what an error means and what to do.
        asks_owner: Whether the brand waits for the owner's answer to a code, as a sole proprietor's does.
        suspended: Whether the tenant is, by its file.
    """
    step = current(reviews)
    if suspended:
        return "suspended: it sends nothing, and what it has costs on"
    since = f" since {step.since}" if step.since else ""
    match step.stage:
        case Stage.APPROVED:
            return f"may send: {step.step} approved{since}"
        case Stage.REJECTED:
            reasons = "; ".join(sentence(error) for error in step.errors) or "Twilio gives no reason"
            again = (
                f" (submitted again {step.resubmissions} of {FREE_RESUBMISSIONS} times)" if step.step == "brand" else ""
            )
            return f"{step.step} rejected{since}{again}: {reasons}"
        case Stage.SUSPENDED:
            return f"{step.step} suspended{since}: ask Twilio's support why"
        case Stage.WAITING:
            begun = reviews.index(step) > 0
            missing = "the next `pulumi up --refresh`" if begun else "the ISV's own customer profile to be approved"
            return f"{step.step} waits for {missing}"
        case Stage.IN_REVIEW:
            owner = ": the owner has to answer a texted code (`owl brand otp` sends it again)"
            asked = owner if asks_owner and step.step == "brand" else ""
            return f"{step.step} in review{since}{asked}{_next(reviews, step)}"


def _next(reviews: Sequence[ReviewStatus], step: ReviewStatus) -> str:
    after = [each.step for each in reviews[reviews.index(step) + 1 :] if each.stage is not Stage.APPROVED]
    return f"; next: {', '.join(after)}" if after else ""

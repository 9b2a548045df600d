"""A tenant's registration status in one line: what it waits for, since when, and what comes next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from owl.registration.rejections import explained, sentence
from owl.registration.resubmission import resubmission
from providers.brand_registration import FREE_RESUBMISSIONS
from providers.core.gate import APPROVALS, REJECTIONS, WAITING
from redaction.redact import redact
from tenants.model import BrandKind, State, Tenants
from tenants.model.naming import tenant_file


class Stage(StrEnum):
    """The registration status of a tenant, in one word."""

    REJECTED = "rejected"
    """A step was rejected: the tenant's file has to be corrected."""

    IN_REVIEW = "in review"
    WAITING = "waiting"
    """Nothing was submitted: something that is not the tenant's has to be approved first."""

    SUSPENDED = "suspended"
    APPROVED = "approved"
    """The tenant may send."""


@dataclass(frozen=True)
class ReviewStatus:
    """The status of one registration step.

    Attributes:
        step: What is reviewed: customer profile, trust product, brand, vetting or campaign.
        status: Twilio's status, or `waiting`.
        since: The day since when, in ISO 8601; empty while it waits.
        errors: The reasons of a rejection, as Twilio returns them.
        resubmissions: How often a brand was resubmitted.
    """

    step: str
    status: str
    since: str = ""
    errors: tuple[Mapping[str, Any], ...] = ()
    resubmissions: int = 0

    @classmethod
    def from_outputs(cls, outputs: Mapping[str, Any]) -> "ReviewStatus":
        """Return the status of a step from the outputs of its resource."""
        return cls(
            step=outputs["step"],
            status=outputs.get("status") or WAITING,
            since=(outputs.get("since") or "")[:10],
            errors=tuple(redact(outputs.get("errors") or [])),
            resubmissions=int(outputs.get("resubmissions") or 0),
        )

    @property
    def stage(self) -> Stage:
        """The status of this step, in one word."""
        if self.status in APPROVALS:
            return Stage.APPROVED
        if self.status in REJECTIONS:
            return Stage.REJECTED
        if self.status == WAITING:
            return Stage.WAITING
        return Stage.SUSPENDED if self.status == "SUSPENDED" else Stage.IN_REVIEW


def status_field(step: str) -> str:
    """Return the name of Twilio's status field for a step."""
    return {"campaign": "campaign_status", "vetting": "vetting_status"}.get(step, "status")


def current(reviews: Sequence[ReviewStatus]) -> ReviewStatus:
    """Return the step that decides what happens next: a rejected one, else the first that is not approved."""
    undecided = [each for each in reviews if each.stage is not Stage.APPROVED]
    rejected = [each for each in undecided if each.stage is Stage.REJECTED]
    return (rejected or undecided or [reviews[-1]])[0]


def registration_status(tenant_id: str, reviews: Sequence[ReviewStatus], tenants: Tenants) -> str:
    """Return a tenant's registration status in one line; without line numbers if it has no file any more."""
    declared = tenants.by_id.get(tenant_id)

    def where(path: str) -> str:
        return tenants.where(tenant_id, path) if declared else tenant_file(tenant_id)

    return line(
        reviews,
        lambda error: sentence(explained(error), where),
        lambda step: resubmission(step.step, step.errors, step.resubmissions, where),
        asks_owner=declared is not None and declared.brand.kind is BrandKind.SOLE_PROPRIETOR,
        suspended=declared is not None and declared.state is State.SUSPENDED,
    )


def line(
    reviews: Sequence[ReviewStatus],
    sentence: Callable[[Mapping[str, Any]], str],
    again: Callable[[ReviewStatus], str] = lambda _: "",
    *,
    asks_owner: bool = False,
    suspended: bool = False,
) -> str:
    """Return a tenant's registration status in one line.

    Args:
        reviews: Its registration steps, in order.
        sentence: Returns what an error means and what to do.
        again: Returns how a rejected step is submitted again without an edit; empty if it can't be.
        asks_owner: Whether the brand waits for the owner to reply to a code, as a sole proprietor's does.
        suspended: Whether the tenant's file suspends it.
    """
    step = current(reviews)
    if suspended:
        return "suspended: it sends nothing, but its number and campaign are still billed"
    since = f" since {step.since}" if step.since else ""
    match step.stage:
        case Stage.APPROVED:
            return f"may send: {step.step} approved{since}"
        case Stage.REJECTED:
            reasons = "; ".join(sentence(error) for error in step.errors) or "Twilio gives no reason"
            tries = f" (resubmitted {step.resubmissions} of {FREE_RESUBMISSIONS} times)" if step.step == "brand" else ""
            if way := again(step):
                reasons = f"{reasons.removesuffix('.')}. {way}"
            return f"{step.step} rejected{since}{tries}: {reasons}"
        case Stage.SUSPENDED:
            return f"{step.step} suspended{since}: ask Twilio's support why"
        case Stage.WAITING:
            begun = reviews.index(step) > 0
            missing = "the next `pulumi up --refresh`" if begun else "approval of the ISV's own customer profile"
            return f"{step.step} waits for {missing}"
        case Stage.IN_REVIEW:
            owner = ": the owner must reply to the texted code (`owl brand otp` resends it)"
            asked = owner if asks_owner and step.step == "brand" else ""
            return f"{step.step} in review{since}{asked}{_next(reviews, step)}"


def _next(reviews: Sequence[ReviewStatus], step: ReviewStatus) -> str:
    after = [each.step for each in reviews[reviews.index(step) + 1 :] if each.stage is not Stage.APPROVED]
    return f"; next: {', '.join(after)}" if after else ""

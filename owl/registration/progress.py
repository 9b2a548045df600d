"""The progress of a tenant's registration: what it waits for, since when, and what comes next.

Whether the tenant may send takes more than an approved registration: see `owl.registration.may_send`.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from owl.registration.regulatory_step import (
    REGULATORY,
    is_regulatory,
    is_renewal,
    regulatory_renewal,
    regulatory_step,
)
from owl.registration.rejections import TOLL_FREE, explained
from owl.rendering.on_stack import on_stack
from providers.brand_registration import FREE_RESUBMISSIONS
from providers.core.gate import APPROVALS, REJECTIONS, WAITING
from redaction.redact import redact
from tenants.model.naming import ResourceName, international_part


class Stage(StrEnum):
    """The status of a registration step, or of a tenant, in one word. The worst come first."""

    UNKNOWN = "unknown"
    """It could not be read, or Twilio has a status that this project does not know."""

    SUSPENDED = "suspended"
    EXPIRED = "expired"
    """It ended, or is about to end, without a decision of this project."""

    MISSING = "missing"
    """All is approved, and something else that sending needs is missing."""

    REJECTED = "rejected"
    """A step was rejected: the tenant's file has to be corrected."""

    OVERDUE = "overdue"
    """A review takes longer than reviews do."""

    FAILED = "failed"
    """The last run failed."""

    IN_REVIEW = "in review"
    WAITING = "waiting"
    """Nothing was submitted: something that is not the tenant's has to be approved first."""

    NOT_DEPLOYED = "not deployed"
    """Of a tenant: it has a file, and the stack does not have it."""

    ON_TRIAL = "on trial"
    """Of a tenant: it has no account of its own, and sends as another tenant."""

    APPROVED = "approved"
    """The step is approved; of a tenant: it may send."""


REVIEWED = {
    "CustomerProfileSubmission": "customer profile",
    "TrustProductSubmission": "trust product",
    "BrandRegistration": "brand",
    "BrandVetting": "vetting",
    "Campaign": "campaign",
    "TollfreeVerification": TOLL_FREE,
    "RegulatoryBundleSubmission": REGULATORY,
}
"""The reviewed resources and the names of their steps, in the order of registration."""


def step_of(kind: str, name: str) -> str:
    """Return the name of a reviewed resource's step.

    Args:
        kind: Its kind, one of `REVIEWED`.
        name: Its name in the stack: a tenant has a bundle for each of its numbers outside the US.
    """
    if kind != "RegulatoryBundleSubmission":
        return REVIEWED[kind]
    part = international_part(name)
    country, _, number_type = part.partition("-")
    step = regulatory_step if ResourceName.parse(name).part == part else regulatory_renewal
    return step(f"{country.upper()} {number_type}")


GONE = "gone"
"""The status of a step whose object no longer exists at Twilio."""

_IN_REVIEW = frozenset(
    {"draft", "pending-review", "in-review", "PENDING", "IN_REVIEW", "IN_PROGRESS", "PENDING_REVIEW"}
)
"""Statuses of what is under review, or about to be: of profiles and trust products, of brands and campaigns, of
toll-free verifications."""

_ENDED = frozenset({"EXPIRED", "DELETION_PENDING", "DELETION_FAILED", GONE})

LONGEST_REVIEW_DAYS = {
    "customer profile": 10,
    "trust product": 10,
    "brand": 14,
    "vetting": 14,
    "campaign": 21,
    TOLL_FREE: 10,
    REGULATORY: 10,
}
"""The number of days after which a review is overdue. Twilio gives 3 to 5 business days for profiles, brands and
toll-free verifications, about 7 if a brand is reviewed by hand, and 10 to 15 for campaigns
(https://www.twilio.com/docs/messaging/compliance/a2p-10dlc, https://github.com/twilio/ai)."""

CODE_HOURS = 24
"""The number of hours in which the owner of a sole proprietor's brand can reply to the texted code
(https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api-sole-prop-new)."""


MAIL_DAYS = 7
"""The number of days in which the contact of a public company's brand can open the link in the verification mail
(https://www.twilio.com/docs/messaging/api/brand-2fa-verify)."""


@dataclass(frozen=True)
class ReviewStatus:
    """The status of one registration step.

    Attributes:
        step: What is reviewed: customer profile, trust product, brand, vetting, campaign, toll-free verification, or
            the regulatory bundle of a number.
        status: Twilio's status, or `waiting`.
        since: The day since when, in ISO 8601; empty while it waits.
        errors: The reasons of a rejection, as Twilio returns them.
        resubmissions: How often a brand was resubmitted.
        updated: The time since when, in ISO 8601; empty while it waits.
        valid_until: The day on which an approval ends, in ISO 8601; empty if it does not.
    """

    step: str
    status: str
    since: str = ""
    errors: tuple[Mapping[str, Any], ...] = ()
    resubmissions: int = 0
    updated: str = ""
    valid_until: str = ""

    @classmethod
    def from_outputs(cls, outputs: Mapping[str, Any]) -> "ReviewStatus":
        """Return the status of a step from the outputs of its resource."""
        return cls(
            step=outputs["step"],
            status=outputs.get("status") or WAITING,
            since=(outputs.get("since") or "")[:10],
            errors=tuple(redact(outputs.get("errors") or [])),
            resubmissions=int(outputs.get("resubmissions") or 0),
            updated=outputs.get("since") or "",
            valid_until=(outputs.get("valid_until") or "")[:10],
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
        if self.status in _IN_REVIEW:
            return Stage.IN_REVIEW
        if self.status in _ENDED:
            return Stage.EXPIRED
        return Stage.SUSPENDED if self.status == "SUSPENDED" else Stage.UNKNOWN

    def lasts(self, now: dt.datetime) -> dt.timedelta:
        """Return how long it has had its status; nothing if that is not known."""
        return now - dt.datetime.fromisoformat(self.updated) if self.updated else dt.timedelta()


def ways(reviews: Sequence[ReviewStatus]) -> list[list[ReviewStatus]]:
    """Return the steps to each sender that a tenant has: local numbers, a toll-free number, and each number abroad."""
    abroad = [[each] for each in reviews if is_regulatory(each.step) and not is_renewal(each.step)]
    reviews = [each for each in reviews if not is_regulatory(each.step)]
    of_local = [each for each in reviews if each.step != TOLL_FREE]
    of_toll_free = [each for each in reviews if each.step in {"customer profile", TOLL_FREE}]
    found = [of_local] if any(each.step != "customer profile" for each in of_local) else []
    found += [of_toll_free] if any(each.step == TOLL_FREE for each in reviews) else []
    return [*found, *abroad] or [list(reviews)]


def current(reviews: Sequence[ReviewStatus]) -> ReviewStatus:
    """Return the step that decides whether the tenant may send: of a way that is approved, else of the worst one."""
    steps = [current_of_way(way) for way in ways(reviews)]
    approved = [each for each in steps if each.stage is Stage.APPROVED]
    return (approved or sorted(steps, key=lambda each: _WORST_FIRST.index(each.stage)))[0]


_WORST_FIRST = list(Stage)


def current_of_way(reviews: Sequence[ReviewStatus]) -> ReviewStatus:
    """Return the step that decides what happens next: the worst one, else the first that is not approved."""
    undecided = [each for each in reviews if each.stage is not Stage.APPROVED]
    stopped = [each for each in undecided if each.stage not in {Stage.IN_REVIEW, Stage.WAITING}]
    return (stopped or undecided or [reviews[-1]])[0]


@dataclass(frozen=True)
class Asked:
    """What somebody has to answer before a brand is approved.

    Attributes:
        pending: What is still to be answered.
        another: How to ask again.
    """

    pending: str
    another: str


def owner(tenant_id: str, stack: str) -> Asked:
    """Return what the owner of a sole proprietor's brand is asked: to reply to a texted code."""
    again = on_stack(f"owl brand otp {tenant_id}", stack)
    return Asked(f"the owner must reply to the texted code (`{again}` resends it)", f"`{again}` texts another")


def contact(review: ReviewStatus, now: dt.datetime, tenant_id: str, stack: str) -> Asked:
    """Return what the contact of a public company's brand is asked: to open the link in a mail, within days."""
    day = min(max(review.lasts(now).days, 0) + 1, MAIL_DAYS)
    again = on_stack(f"owl brand 2fa {tenant_id}", stack)
    return Asked(f"mail pending, day {day} of {MAIL_DAYS} (`{again}` resends it)", f"`{again}` sends another")


def overdue(review: ReviewStatus, now: dt.datetime, *, asks_owner: bool, asks_contact: bool = False) -> str:
    """Return why a review should have ended by now; empty if it may still take its time.

    Args:
        review: The review.
        now: Twilio's time.
        asks_owner: Whether the brand waits for the owner to reply to a code, as a sole proprietor's does.
        asks_contact: Whether it waits for the contact to open the link in a mail, as a public company's does.
    """
    if review.stage is not Stage.IN_REVIEW:
        return ""
    if asks_contact and review.step == "brand" and review.lasts(now) > dt.timedelta(days=MAIL_DAYS):
        return f"without an answer to the verification mail in {MAIL_DAYS} days"
    if asks_owner and (review.step, review.status) == ("brand", "PENDING"):
        in_time = review.lasts(now) <= dt.timedelta(hours=CODE_HOURS)
        return "" if in_time else f"without a reply to the texted code in {CODE_HOURS} hours"
    days = LONGEST_REVIEW_DAYS[REGULATORY if is_regulatory(review.step) else review.step]
    return f"longer than {days} days" if review.lasts(now) > dt.timedelta(days=days) else ""


def summary(step: ReviewStatus) -> str:
    """Return the status of a step in a few words, such as `brand rejected since 2026-12-02: 30795`."""
    since = f" since {step.since}" if step.since else ""
    match step.stage:
        case Stage.REJECTED:
            codes = ", ".join(str(code) for error in step.errors if (code := explained(error).code))
            return f"{step.step} rejected{since}{f': {codes}' if codes else ''}"
        case Stage.EXPIRED if step.status == GONE:
            return f"{step.step} no longer exists at Twilio"
        case Stage.EXPIRED | Stage.UNKNOWN:
            return f"{step.step} is {step.status}{since}"
        case stage:
            return f"{step.step} {stage}{since}"


def line(  # noqa: PLR0911, PLR0913 - a sentence for each stage
    reviews: Sequence[ReviewStatus],
    sentence: Callable[[Mapping[str, Any]], str],
    again: Callable[[ReviewStatus], str] = lambda _: "",
    *,
    stack: str,
    asked: "Asked | None" = None,
    late: str = "",
) -> str:
    """Return a tenant's progress to one kind of sender in one line.

    Args:
        reviews: Its registration steps to that, in order; see `ways`.
        sentence: Returns what an error means and what to do.
        again: Returns how a rejected step is submitted again without an edit; empty if it can't be.
        stack: The stack that deploys the tenant.
        asked: What somebody has to answer before the brand is approved; None if nobody is asked.
        late: Why the current step should have ended by now; empty if it may still take its time.
    """
    step = current_of_way(reviews)
    since = f" since {step.since}" if step.since else ""
    match step.stage:
        case Stage.REJECTED:
            reasons = "; ".join(sentence(error) for error in step.errors) or "Twilio gives no reason"
            tries = f" (resubmitted {step.resubmissions} of {FREE_RESUBMISSIONS} times)" if step.step == "brand" else ""
            if way := again(step):
                reasons = f"{reasons.removesuffix('.')}. {way}"
            return f"{step.step} rejected{since}{tries}: {reasons}"
        case Stage.SUSPENDED:
            return f"{step.step} suspended{since}: ask Twilio's support why"
        case Stage.EXPIRED if step.status == GONE:
            return f"{summary(step)}: find out who deleted it, or whether a mock brand has expired after its 30 days"
        case Stage.EXPIRED | Stage.UNKNOWN:
            return f"{summary(step)}: ask Twilio's support what that means"
        case Stage.WAITING:
            begun = reviews.index(step) > 0
            up = f"the next `{on_stack('pulumi up --refresh', stack)}`"
            missing = up if begun else "approval of the ISV's own customer profile"
            return f"{step.step} waits for {missing}"
        case Stage.IN_REVIEW if late:
            way = asked.another if asked and step.step == "brand" else "ask Twilio's support"
            return f"{step.step} in review{since}, {late}: {way}{_next(reviews, step)}"
        case Stage.IN_REVIEW:
            who = f": {asked.pending}" if asked and step.step == "brand" else ""
            return f"{step.step} in review{since}{who}{_next(reviews, step)}"
        case _:
            return f"{step.step} approved{since}"


def status_field(step: str) -> str:
    """Return the name of Twilio's status field for a step."""
    return {"campaign": "campaign_status", "vetting": "vetting_status"}.get(step, "status")


def _next(reviews: Sequence[ReviewStatus], step: ReviewStatus) -> str:
    after = [each.step for each in reviews[reviews.index(step) + 1 :] if each.stage is not Stage.APPROVED]
    return f"; next: {', '.join(after)}" if after else ""

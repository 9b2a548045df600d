"""How a rejected step is submitted again when what was wrong is not in the tenant's file: a website, a tax record."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from owl.registration.regulatory_step import is_regulatory, number_of
from owl.registration.rejections import TOLL_FREE, explained
from owl.rendering.on_stack import on_stack
from providers.brand_registration import FREE_RESUBMISSIONS
from tenants.model.naming import international_path

_OUTSIDE = frozenset(
    {
        "business.legal_name",
        "business.registration_number",
        "business.website",
        "campaign.message_flow",
        "campaign.privacy_policy_url",
        "campaign.terms_and_conditions_url",
        "senders.toll_free.opt_in_image_urls",
        "senders.toll_free.privacy_policy_url",
        "senders.toll_free.terms_and_conditions_url",
    }
)
"""Fields about something outside the file, which can be wrong while the field is right."""


_DAYS = {"campaign": "campaign.resubmitted_on", TOLL_FREE: "senders.toll_free.resubmitted_on"}
"""The field that submits a step again, if it is not that of the business."""


def resubmission(
    step: str, errors: Iterable[Mapping[str, Any]], resubmissions: int, where: Callable[[str], str], stack: str
) -> str:
    """Return how to submit a rejected step again without editing what it says; empty if that can't help.

    Args:
        step: The step: customer profile, trust product, brand, vetting, campaign or toll-free verification.
        errors: The reasons of the rejection, as Twilio returns them.
        resubmissions: How often a brand was resubmitted.
        where: Returns file and line of a path, such as `tenants/acme.yaml:14`.
        stack: The stack that deploys the tenant.
    """
    reasons = [explained(each, step) for each in errors]
    if step == "vetting" or any(each.final for each in reasons):
        return ""
    if reasons and not any(not each.paths or _OUTSIDE & set(each.paths) for each in reasons):
        return ""
    path = _DAYS.get(step, "business.resubmitted_on")
    if is_regulatory(step):
        path = f"{international_path(number_of(step))}.resubmitted_on"
    if step == "brand" and resubmissions >= FREE_RESUBMISSIONS:
        return f"Twilio accepts no further try of this brand (all {FREE_RESUBMISSIONS} are used): ask its support"
    tries = f" (try {resubmissions + 1} of {FREE_RESUBMISSIONS}, free)" if step == "brand" else " (free)"
    return (
        f"If it was corrected outside the file, set {path} to that day ({where(path)}): the next "
        f"`{on_stack('pulumi up', stack)}` submits it again{tries}"
    )

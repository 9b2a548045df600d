"""Nothing of the tenant's expires soon."""

import datetime as dt
from collections.abc import Iterator

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import TenantFacts
from owl.registration.regulatory_step import RENEWAL_DAYS, is_regulatory, is_renewal
from policies.senders.key_rotation import KeyRotation

SOON = dt.timedelta(days=14)
"""How long before its end something is named."""

MOCK_BRAND = dt.timedelta(days=30)
"""How long a mock brand lasts (https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/mock-brands)."""


def judge(facts: TenantFacts) -> Finding:
    """Check approvals, the age of the API key, the end of a mock brand, and of regulatory bundles."""
    today = facts.stack.now.date()
    soon = sorted((end, what) for end, what in ends(facts) if end - today <= _notice(what))
    if not soon:
        return Finding(Verdict.OK, f"nothing expires within {SOON.days} days")
    evidence = ", ".join(f"{what} {'ended' if end < today else 'ends'} on {end}" for end, what in soon)
    return Finding(Verdict.WARNING, evidence, "renew what is still needed, in the tenant's file")


def _notice(what: str) -> dt.timedelta:
    return dt.timedelta(days=RENEWAL_DAYS) if is_regulatory(what.removeprefix("the ")) else SOON


def ends(facts: TenantFacts) -> Iterator[tuple[dt.date, str]]:
    """Yield what of the tenant's has an end, with its last day.

    Raises:
        NotReadError: The tenant has no valid file.
    """
    declared = facts.declared
    for approval in declared.approvals:
        yield approval.expires, f"{approval.approver}'s approval for the {approval.resource.words}"
    if rotated := declared.api_key.rotated_on:
        yield rotated + dt.timedelta(days=KeyRotation().days), "the time to rotate the API key"
    if declared.brand and declared.brand.mock and facts.sending.found:
        for review in facts.sending.found.reviews:
            if review.step == "brand" and review.since:
                yield dt.date.fromisoformat(review.since) + MOCK_BRAND, "the mock brand"
    for review in facts.sending.found.reviews if facts.sending.found else ():
        if review.valid_until and is_regulatory(review.step) and not is_renewal(review.step):
            yield dt.date.fromisoformat(review.valid_until), f"the {review.step}"


check = TenantCheck(__name__, Likelihood.RARELY, judge)

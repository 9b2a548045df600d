"""The carriers know the tenant's numbers as those of its campaign."""

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import HOURS, NotReadError, TenantFacts

NOT_REGISTERED = {30034: "not registered with a campaign", 30035: "still being registered"}
"""Twilio's errors about a number's registration (https://www.twilio.com/docs/api/errors/30034)."""


def judge(facts: TenantFacts) -> Finding:
    """Check the errors of the last messages: Twilio shows a number's registration in no other way."""
    deliveries = facts.deliveries.value
    for code, meaning in NOT_REGISTERED.items():
        if count := deliveries.errors.get(code, 0):
            evidence = f"{count} of {deliveries.finished} messages in {HOURS} hours: error {code}, number {meaning}"
            remedy = "wait a day after the campaign's approval, then give Twilio's support the numbers and this error"
            return Finding(Verdict.PROBLEM, evidence, remedy)
    if not deliveries.finished:
        raise NotReadError(f"no message was sent in {HOURS} hours: `owl send` sends one")
    return Finding(Verdict.OK, f"no message in {HOURS} hours was refused because of its number")


check = TenantCheck(__name__, Likelihood.OFTEN, judge)
